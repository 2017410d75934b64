/** Groups of words near in meaning, one a line, as companies call what they keep data of. Lemmas. */
export const businessGroups = `
gym club studio
gym center centre facility
trainer instructor coach
equipment kit gear apparatus machine appliance machinery hardware
equipment machine asset tool
treadmill machine
checkin visit attendance
visit call appointment inspection
footfall visit visitor traffic
tariff plan package rate
membership contract subscription
membership tariff plan
signup registration join
booking reservation order
booking registration ticket
cancellation termination churn
site facility premise location branch club outlet
site plant yard depot
site warehouse depot
location warehouse depot
branch warehouse depot
branch office outlet store shop
town city municipality village
area zone sector territory patch
staff crew team
engineer technician fitter mechanic repairman
consultant adviser advisor specialist expert contractor
freelancer contractor consultant
apprentice trainee intern
recruit hire joiner
leaver departure
mentor coach supervisor
supervisor foreman lead manager
assignee owner handler responsible
rep representative salesperson seller agent
salesman salesperson seller representative agent
contact person representative
partner reseller distributor dealer
reseller dealer distributor retailer merchant
wholesaler distributor supplier
manufacturer brand maker make
brand manufacturer maker label
manufacturer vendor producer
vendor seller merchant supplier
tenant occupant renter lodger
landlord owner lessor
lease rental tenancy contract
rent rental lease
premium price fee rate
beneficiary recipient payee
payer sender debtor
payee recipient creditor
recipient addressee consignee receiver
sender shipper consignor
shipper sender carrier
consignment shipment load delivery
parcel package box shipment
haul trip leg
leg segment stage
van vehicle truck
lorry truck vehicle
fleet vehicle truck
trailer semitrailer
forklift truck
driver trucker chauffeur
licence license permit
breakdown failure fault outage
outage interruption failure downtime blackout
downtime outage stoppage
repair maintenance service fix
service maintenance inspection
maintenance upkeep servicing repair
inspection check audit survey
defect fault flaw error bug
failure fault error breakdown
ticket request incident case
applicant candidate
vacancy position job opening post
shift duty rota
rota schedule shift roster
timesheet worklog log entry timelog
workload effort hour
milestone phase stage deliverable
phase stage step
project engagement job assignment
engagement project assignment contract
quote quotation offer estimate proposal bid
proposal offer quote bid
bid offer tender
tender bid procurement
order purchase sale
chargeback dispute reversal
turnover revenue sale
proceeds revenue income
earnings income revenue pay
outlay cost expense spending
overhead cost expense
debt balance liability arrears
arrears debt balance
discount reduction markdown deduction concession
surcharge fee supplement
tip gratuity
tax vat duty
quota target goal
target goal objective quota
kpi metric measure indicator
metric measure indicator
score rating mark
rating star score
rating grade rank
stock inventory supply
stockroom warehouse store
bin slot shelf location
shelf rack bin
batch lot
sku article item product
article product item
goods product merchandise item
part component spare item
component part module
material substance ingredient
ingredient component material
meal dish menu
menu dish meal
portion serving
seat place chair
slot place seat appointment
class course lesson session training
class category grade tier
session class meeting visit
lesson session class
training course workshop session
course program programme training
programme program plan
learner student trainee participant
participant attendee member delegate
attendee participant guest visitor
attendance presence participation
absence leave
leave vacation holiday absence
holiday vacation leave
sickness illness absence
certificate diploma qualification
qualification certificate degree
skill speciality specialty discipline subject competence
discipline subject skill
subject discipline topic
patient case client
physician doctor
nurse carer caregiver
carer caregiver nurse
ward unit department
surgery operation practice
prescription medication
symptom complaint sign
diagnosis condition finding
admission stay hospitalisation hospitalization
stay visit booking
room unit
flat apartment unit
block building
dwelling flat house home
plot parcel land lot
meter counter gauge sensor
sensor probe device meter
reading measurement value record
measurement reading observation sample
observation record reading sighting
sample specimen
consumption usage use
usage consumption use
kilowatt power
power capacity
connection link line
subscription plan contract
subscriber customer user member
user account login
login session visit signin
session visit
download installation install
app application
device phone handset terminal
phone handset device
bug issue defect
deployment release rollout
alert alarm warning notification
alarm alert
message mail note
attachment file document
document record file
folder directory
campaign promotion
promotion discount
coupon voucher code
voucher coupon
newsletter mailing email
mailing campaign newsletter
variety kind type breed
surname lastname family
forename given first
birthday birthdate birth
nickname alias
headcount employee staff
boss manager supervisor
colleague employee coworker teammate
teammate member colleague
board management
vehicle car
registration plate
plate registration
mileage odometer
engine motor
crop harvest field
field plot parcel
herd cattle animal livestock
vet veterinarian doctor
farmer grower producer
greenhouse glasshouse
tree plant
flower plant
gig concert event
stage podium
artist act band
volunteer helper
donation gift pledge
pledge donation promise
fundraiser campaign
charity organisation organization foundation
grant fund award
judge juror referee umpire
referee umpire official
violation offence infringement breach
permit licence license authorisation authorization
approval authorisation authorization consent
consent permission agreement
citizen resident person
household family home
borough district
constituency district
parish district
library branch
loan borrowing checkout
copy item volume
volume book
shelfmark signature
exhibit item object piece
artifact artefact object piece
collection set
`;

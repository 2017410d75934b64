/** Groups of words near in meaning, one a line, of people, places, learning, culture and public life. Lemmas. */
export const generalGroups = `
population inhabitant resident populace
nationality citizenship country homeland
area hectare acre acreage surface
university college campus institution institute
faculty professor lecturer teacher instructor
advisor adviser mentor counselor supervisor
major discipline specialization speciality specialty
course module lecture curriculum
exam test quiz assessment examination
semester term
scholarship grant bursary
degree diploma qualification
dormitory dorm residence
award prize honor honour trophy medal
game match fixture contest
competition tournament contest championship
player athlete sportsman sportsperson
team club squad franchise
coach trainer
stadium arena venue
place location venue
result outcome
type category
capacity seat
head director leader chief
county district
institution organization organisation
review comment
victory win
defeat loss
rank ranking position standing place
province state region prefecture
district area zone neighborhood neighbourhood borough
mountain peak summit
river stream waterway
road street highway
building structure edifice tower
floor storey story
room chamber suite
house home residence dwelling property
owner proprietor holder landlord
pet animal
breed species
kid child
spouse wife husband partner
disease illness condition diagnosis ailment sickness disorder
treatment therapy procedure surgery operation
hospital clinic
dose dosage
ship vessel boat ferry
plane airplane aeroplane aircraft jet
airline carrier
airport airfield
captain pilot skipper
station stop
route line itinerary
departure start
arrival end
cargo freight load
fare price
mileage distance
fuel gas petrol
transfer transaction
loan mortgage credit debt
revenue sale income turnover earning
profit gain earning margin
expense cost expenditure spending
budget fund allocation
valuation worth value
share stock equity
investor shareholder
donation contribution gift
donor contributor sponsor backer
tax duty levy
book publication novel
publisher press
journal magazine periodical newspaper
paper article publication
genre category style
document file paper
actor actress performer star
director filmmaker
show program programme series
episode installment
network channel station
audience viewer viewership attendance spectator listener crowd
concert performance gig show
band group
album record cd disc
composer songwriter
theater theatre cinema
museum gallery
painting artwork picture
exhibition exhibit
festival event
gathering event meetup
department agency ministry bureau
reviewer critic
premiere debut release
winery vineyard
grape variety
restaurant eatery diner cafe
dish meal food
drink beverage
flavor flavour taste
color colour
material fabric
feature characteristic attribute property trait
description summary explanation
title heading headline
label tag caption
version release edition revision
software application app program
website site url page link
server host machine
engine motor
horsepower power
maker manufacturer brand producer builder
rainfall precipitation rain
storm hurricane cyclone typhoon
death fatality casualty victim
injury wound
accident crash collision incident
crime offense offence incident
perpetrator criminal offender suspect
law act legislation statute
lawyer attorney
judge justice
specialty speciality specialization expertise
candidate nominee
election poll ballot
vote ballot
representative delegate
president chairman chair leader
committee board panel commission
war battle conflict
participant attendee competitor contestant entrant
organizer organiser host
volunteer helper
workshop seminar
club society association organization
hobby activity interest pastime
activity task
skill ability expertise competency
certificate certification license licence permit
vacancy opening job
shift schedule slot
timetable schedule roster
bonus incentive commission
headquarters headquarter hq base
founder creator
ceo president executive
subsidiary branch division
policy insurance coverage
settlement payout
problem issue fault bug defect
solution fix resolution
attraction sight landmark monument
tourist visitor traveler traveller
hotel inn lodging
farm ranch
crop plant harvest
yield output harvest production
plant factory facility
lake pond
sea ocean
island isle
beach coast
park garden
length distance extent
width breadth
weight mass load
percentage share proportion fraction
start beginning commencement opening
end finish completion closing
foundation founding establishment founded established opening creation
construction built completed
launch introduction release
birth born
hometown birthplace
death died
marriage wedding
photo photograph image picture
video clip
message text post
tweet post message
follower fan
friend buddy
login username
answer reply response
survey questionnaire
`;

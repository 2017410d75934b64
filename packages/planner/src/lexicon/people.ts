/** Nouns for people by what they do or are to others. Lemmas. */
export const peopleNouns: readonly string[] = (
  'employee staff customer client user member patient student guest passenger driver doctor teacher tenant subscriber contact player ' +
  'applicant candidate author resident owner person learner trainee instructor lecturer attendee participant buyer shopper seller worker visitor ' +
  'donor volunteer speaker reviewer critic judge taster writer poet journalist editor reporter photographer painter sculptor musician composer conductor dancer ' +
  'performer comedian actress entertainer broadcaster presenter swimmer athlete runner climber mountaineer cyclist skier wrestler gymnast golfer ' +
  'boxer sailor racer jockey competitor contestant coach referee umpire pilot captain astronaut soldier commander engineer technician mechanic ' +
  'scientist researcher lawyer attorney chef cook waiter waitress bartender hairdresser plumber electrician carpenter farmer fisherman gardener ' +
  'officer inspector investigator detective adjuster consultant adviser advisor mentor tutor politician president minister senator voter ' +
  'architect designer developer programmer analyst accountant cashier clerk salesperson recruiter librarian borrower landlord caretaker ' +
  'therapist dentist surgeon veterinarian caregiver pharmacist paramedic parent mother father child sibling colleague'
).split(' ');

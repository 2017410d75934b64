/** Three letters of ISO 3166 that begin with the two of the same country. */
const alike = `
AFG AIA ALB ARG ASM AUS AZE BEL BFA BGR BHR BLM BMU BOL BRA BTN BVT BWA CAN CCK CHE CIV CMR COL CRI CUB CXR CYP CZE
DEU DJI DMA DOM DZA ECU EGY ERI ESP ETH FIN FJI FRA GAB GBR GEO GGY GHA GIB GMB GRC GTM GUM HKG HMD HND HRV HTI HUN
IDN IMN IND IOT IRN ISL ITA JEY JOR JPN KEN KGZ KHM KIR KNA KWT LAO LBN LCA LIE LKA LSO LTU LUX LVA MAR MCO MDA MHL
MKD MLI MMR MNG MRT MSR MUS MWI MYS NAM NCL NER NFK NGA NIC NLD NOR NPL NRU NZL OMN PAN PER PHL PRI PSE QAT REU ROU
RUS RWA SAU SDN SGP SHN SJM SLE SMR SOM SSD STP SXM SYR TCA TGO THA TJK TKL TLS TON TTO TWN TZA UGA UMI USA UZB VAT
VCT VEN VGB VIR VNM VUT WSM YEM ZAF ZMB ZWE`;

/** The others, with the two letters first. */
const unlike = `
AD AND, AE ARE, AG ATG, AM ARM, AO AGO, AQ ATA, AT AUT, AW ABW, AX ALA, BA BIH, BB BRB, BD BGD, BI BDI, BJ BEN, BN
BRN, BQ BES, BS BHS, BY BLR, BZ BLZ, CD COD, CF CAF, CG COG, CK COK, CL CHL, CN CHN, CV CPV, CW CUW, DK DNK, EE EST,
EH ESH, FK FLK, FM FSM, FO FRO, GD GRD, GF GUF, GL GRL, GN GIN, GP GLP, GQ GNQ, GS SGS, GW GNB, GY GUY, IE IRL, IL
ISR, IQ IRQ, JM JAM, KM COM, KP PRK, KR KOR, KY CYM, KZ KAZ, LR LBR, LY LBY, ME MNE, MF MAF, MG MDG, MO MAC, MP MNP,
MQ MTQ, MT MLT, MV MDV, MX MEX, MZ MOZ, NU NIU, PF PYF, PG PNG, PK PAK, PL POL, PM SPM, PN PCN, PT PRT, PW PLW, PY
PRY, RS SRB, SB SLB, SC SYC, SE SWE, SI SVN, SK SVK, SN SEN, SR SUR, SV SLV, SZ SWZ, TD TCD, TF ATF, TM TKM, TN TUN,
TR TUR, TV TUV, UA UKR, UY URY, WF WLF, YT MYT`;

/** Three letters by which the Olympic Games and football call countries, where they are none of ISO 3166. */
const ofSports = `
GER DE, NED NL, SUI CH, DEN DK, CRO HR, GRE GR, POR PT, RSA ZA, CHI CL, BUL BG, SLO SI, LAT LV, UAE AE, IRI IR, KSA
SA, INA ID, MAS MY, PHI PH, NGR NG, ALG DZ, TPE TW, URU UY, PAR PY, VIE VN, MGL MN, KUW KW, OMA OM, LIB LB, MON MC,
HAI HT, HON HN, GUA GT, ESA SV, CRC CR, PUR PR, BAH BS, TAN TZ, ZAM ZM, ZIM ZW, SUD SD, ANG AO, BOT BW, MTN MR, NIG
NE, SRI LK, MYA MM, CAM KH, FIJ FJ`;

const byThree: ReadonlyMap<string, string> = new Map([
  ...pairs(ofSports).map(([three, two]) => [three, two] as const),
  ...pairs(unlike).map(([two, three]) => [three, two] as const),
  ...alike
    .trim()
    .split(/\s+/u)
    .map((three) => [three, three.slice(0, 2)] as const),
]);

/** FR for FRA, DE for DEU and GER; null for other letters. Capitals. */
export function codeOfThreeLetters(letters: string): string | null {
  return byThree.get(letters) ?? null;
}

function pairs(text: string): readonly (readonly [string, string])[] {
  return text.split(',').map((pair) => {
    const [first = '', second = ''] = pair.trim().split(/\s+/u);
    return [first, second] as const;
  });
}

//! How laws are printed, and what each is read as.

use super::*;

/// State, what is printed, and the laws it names.
const PRINTED: &[(&str, &str, &[&str])] = &[
    ("IA", "281-IAC 12.8", &["281 I.A.C. 12.8"]),
    ("IA", "281 IAC 12.8", &["281 I.A.C. 12.8"]),
    ("VA", "8VAC20-131-210", &["8 VAC 20-131-210"]),
    ("VA", "8 VAC 20-131-210", &["8 VAC 20-131-210"]),
    ("WV", "126CSR162", &["126 CSR 162"]),
    ("ME", "05-071 C.M.R. ch. 33", &["05-071 C.M.R. ch. 33"]),
    (
        "TX",
        "Title 19, Texas Administrative Code, Section 247.2",
        &["19 TAC 247.2"],
    ),
    ("TX", "19 TAC §247.2", &["19 TAC 247.2"]),
    ("MT", "10.55.701, ARM", &["ARM 10.55.701"]),
    ("MT", "ARM 10.55.701", &["ARM 10.55.701"]),
    ("NM", "6.60.9.8 NMAC", &["6.60.9.8 NMAC"]),
    ("WI", "s. 118.13, Wis. Stats.", &["Wis. Stat. 118.13"]),
    ("WI", "Wis. Stat. § 118.13", &["Wis. Stat. 118.13"]),
    ("UT", "R277-217", &["Utah Admin. Code R277-217"]),
    (
        "UT",
        "Utah Admin. Code R277-217",
        &["Utah Admin. Code R277-217"],
    ),
    (
        "NE",
        "92 NAC 27 applies, as 92 NAC 27.",
        &["92 NAC 27", "92 NAC 27"],
    ),
    (
        "KY",
        "Kentucky Senate Bill 181",
        &["Kentucky Senate Bill 181"],
    ),
    (
        "KY",
        "Senate Bill 181 (2025)",
        &["Kentucky Senate Bill 181"],
    ),
    ("KY", "House Bill 3", &["Kentucky House Bill 3"]),
    ("", "Public Law 110-385", &["Pub. L. 110-385"]),
    ("", "Pub. L. 93-112", &["Pub. L. 93-112"]),
    ("PA", "24 P.S. § 13-1303-A", &["24 P.S. 13-1303-A"]),
    ("PA", "22 Pa. Code § 235.5", &["22 Pa. Code 235.5"]),
    ("NC", "N.C.G.S. 115C-407.15", &["N.C.G.S. 115C-407.15"]),
    ("NC", "G.S. 115C-36", &["N.C.G.S. 115C-36"]),
    ("NH", "RSA 189:13-a", &["RSA 189:13-a"]),
    ("NH", "Ed 510", &["N.H. Admin. Rules Ed 510"]),
    ("NJ", "N.J.S.A. 18A:36-20", &["N.J.S.A. 18A:36-20"]),
    ("NJ", "N.J.A.C. 6A:16-7.1", &["N.J.A.C. 6A:16-7.1"]),
    ("LA", "La. R.S. 17:81", &["La. R.S. 17:81"]),
    ("MA", "M.G.L. c. 71, § 37H", &["M.G.L. c. 71 § 37H"]),
    ("MA", "603 CMR 23.00", &["603 CMR 23.00"]),
    ("IL", "105 ILCS 5/10-20.68", &["105 ILCS 5/10-20.68"]),
    (
        "IL",
        "23 Ill. Admin. Code 22.20",
        &["23 Ill. Adm. Code 22.20"],
    ),
    ("CO", "C.R.S. 22-32-109.1", &["C.R.S. 22-32-109.1"]),
    ("MN", "Minn. Stat. § 13.32", &["Minn. Stat. 13.32"]),
    ("MN", "Minnesota Rules 8710.2100", &["Minn. R. 8710.2100"]),
    ("CA", "Cal. Educ. Code § 44932", &["Cal. Educ. Code 44932"]),
    ("CA", "Education Code 48980", &["Cal. Educ. Code 48980"]),
    ("CA", "5 CCR 80303", &["5 CCR 80303"]),
    ("OH", "ORC 3319.31", &["R.C. 3319.31"]),
    ("OH", "OAC 3301-73-21", &["OAC 3301-73-21"]),
    ("WA", "RCW 28A.640.010", &["RCW 28A.640.010"]),
    ("WA", "WAC 181-87-060", &["WAC 181-87-060"]),
    ("ID", "Idaho Code § 33-512", &["Idaho Code 33-512"]),
    (
        "ID",
        "Idaho Code § 56-209h, 33-512(15, 16), 33-1208",
        &[
            "Idaho Code 56-209h",
            "Idaho Code 33-512(15, 16)",
            "Idaho Code 33-1208",
        ],
    ),
    (
        "IA",
        "Iowa Code chapters 20 and 279",
        &["Iowa Code ch. 20", "Iowa Code ch. 279"],
    ),
    (
        "VA",
        "Title 22.1 of the Code of Virginia",
        &["Va. Code tit. 22.1"],
    ),
    ("KS", "K.S.A. 2019 Supp. 72-3120", &["K.S.A. 72-3120"]),
    ("MA", "M.G.L. c. 71, s. 37O", &["M.G.L. c. 71 § 37O"]),
    ("ID", "IDAPA 08.02.02.076", &["IDAPA 08.02.02.076"]),
    (
        "NY",
        "NY Education Law § 3020-a",
        &["N.Y. Educ. Law 3020-a"],
    ),
    ("NY", "8 NYCRR 100.2(l)", &["8 NYCRR 100.2(l)"]),
    ("", "the equal access act", &["Equal Access Act"]),
    ("", "THE EQUAL ACCESS ACT", &["Equal Access Act"]),
    ("", "an idea, an ada, a vac5", &[]),
    (
        "",
        "34 C.F.R. 104.36, Section 504",
        &["34 CFR 104.36", "Section 504"],
    ),
    (
        "",
        "20 U.S.C. 1400, Section 504",
        &["20 U.S.C. 1400", "Section 504"],
    ),
    ("", "the ADA, FERPA and FMLA", &["ADA", "FERPA", "FMLA"]),
    ("", "the ADA, 29 U.S.C. 794", &["ADA", "29 U.S.C. 794"]),
    ("", "FERPA, 20 U.S.C. 1232g", &["20 U.S.C. 1232g"]),
    ("", "FERPA (34 CFR Part 99)", &["34 CFR Part 99"]),
    ("", "Code of Federal Regulations Parts 100, 104", &[]),
    // What is cited of a section, and several of it.
    ("", "20 U.S.C. §1415(k)", &["20 U.S.C. 1415(k)"]),
    (
        "",
        "47 U.S.C. §254(h)(5)(B)-(C)",
        &["47 U.S.C. 254(h)(5)(B)-(C)"],
    ),
    ("", "20 U.S.C. 1232g (FERPA)", &["20 U.S.C. 1232g"]),
    (
        "UT",
        "Utah Code §§ 53G-8-205(2)(a) and (b)",
        &["Utah Code 53G-8-205(2)(a)", "Utah Code 53G-8-205(2)(b)"],
    ),
    (
        "MN",
        "Minn. Stat. § 124D.111, Subd. 4",
        &["Minn. Stat. 124D.111, subd. 4"],
    ),
    ("NH", "RSA 193-F:4, II(h)", &["RSA 193-F:4, II(h)"]),
    (
        "WI",
        "§120.13(1)(c)3, Wis. Stats.",
        &["Wis. Stat. 120.13(1)(c)3"],
    ),
    (
        "WI",
        "sections 118.126 and 146.82(2), Wis. Stats.",
        &["Wis. Stat. 118.126", "Wis. Stat. 146.82(2)"],
    ),
    ("WI", "s. 118.125", &["Wis. Stat. 118.125"]),
    (
        "FL",
        "s. 1002.22(3)(d)2., F.S.",
        &["Fla. Stat. 1002.22(3)(d)2"],
    ),
    (
        "NJ",
        "N.J.A.C. 6A:16-7.6(a)4.i",
        &["N.J.A.C. 6A:16-7.6(a)4.i"],
    ),
    ("MT", "10.55.701(2)(f), ARM", &["ARM 10.55.701(2)(f)"]),
    ("MT", "20-5-210, MCA", &["MCA 20-5-210"]),
    ("MT", "§ 49-3-101, et seq., MCA", &["MCA 49-3-101 et seq."]),
    // What is shared with the number before is left out.
    (
        "WA",
        "RCW 28A.405.300 through .380",
        &["RCW 28A.405.300-28A.405.380"],
    ),
    ("OR", "ORS 342.805 to -342.937", &["ORS 342.805-342.937"]),
    (
        "OR",
        "OAR 581-022-2420 to -2425",
        &["OAR 581-022-2420-581-022-2425"],
    ),
    (
        "NC",
        "G.S. 115C-407.15 through -407.18",
        &["N.C.G.S. 115C-407.15-115C-407.18"],
    ),
    (
        "NJ",
        "N.J.S.A. 18A:38-28 through 31",
        &["N.J.S.A. 18A:38-28-18A:38-31"],
    ),
    ("", "29 U.S.C. 2601, 12 weeks", &["29 U.S.C. 2601"]),
    (
        "MI",
        "MCL 15.231 et seq., 445.81 et seq.",
        &["MCL 15.231 et seq.", "MCL 445.81 et seq."],
    ),
    // Chapters of a title, volumes of a code.
    ("MT", "Title 39, chapter 31, MCA", &["MCA Title 39, ch. 31"]),
    (
        "UT",
        "Utah Code Title 53G, Chapter 6, Part 2",
        &["Utah Code Title 53G, ch. 6, pt. 2"],
    ),
    (
        "ID",
        "Chapter 2, Title 33, Idaho Code",
        &["Idaho Code Title 33, ch. 2"],
    ),
    (
        "TX",
        "Education Code Chapter 32, Subchapter D",
        &["Tex. Educ. Code ch. 32, subch. D"],
    ),
    (
        "MA",
        "M.G.L. 71:37H; 71:37H½; 76:5",
        &[
            "M.G.L. c. 71 § 37H",
            "M.G.L. c. 71 § 37H½",
            "M.G.L. c. 76 § 5",
        ],
    ),
    ("MA", "Section 37H of Chapter 71", &["M.G.L. c. 71 § 37H"]),
    // Acts: their initials in other words, their names beside their places.
    ("", "IDEA-B funds, NCLB-era forms", &[]),
    ("", "the FOIA Coordinator, the Title IX Coordinator", &[]),
    (
        "",
        "20 U.S.C. §7961 (Gun-Free Schools Act)",
        &["20 U.S.C. 7961"],
    ),
    (
        "",
        "FERPA, 20 U.S.C. 1232g and 34 CFR Part 99",
        &["20 U.S.C. 1232g", "34 CFR Part 99"],
    ),
    ("", "Part 99 of 34 CFR", &["34 CFR Part 99"]),
    ("NY", "Part 121 of 8 NYCRR", &["8 NYCRR Part 121"]),
    ("", "36 U.S.C. on holidays", &["36 U.S.C."]),
    ("KY", "KRS 61.870 to KRS 61.884", &["KRS 61.870-61.884"]),
    (
        "FL",
        "1001.41, 1001.42(2), F.S.",
        &["Fla. Stat. 1001.41", "Fla. Stat. 1001.42(2)"],
    ),
    (
        "",
        "HIPAA (42 U.S.C. 1320d et seq.)",
        &["42 U.S.C. 1320d et seq."],
    ),
    (
        "MN",
        "Minn. Stat. § 120A.05, Subds. 9, 11, and 17",
        &["Minn. Stat. 120A.05, subd. 9, 11, and 17"],
    ),
    ("", "Title IX", &["Title IX"]),
    ("", "Section 504", &["Section 504"]),
    (
        "",
        "Title VII of the Civil Rights Act of 1964",
        &["Title VII"],
    ),
];

#[test]
fn a_printed_citation_is_read() {
    let citator = Citator::built_in();
    let mut wrong = Vec::new();
    for (state, printed, wanted) in PRINTED {
        for text in [
            printed.to_string(),
            format!("As required by {printed}, staff report it."),
        ] {
            let found = find(&text, &citator, Some(state));
            let keys: Vec<&str> = found.iter().map(|f| f.target.as_str()).collect();
            if keys != *wanted {
                wrong.push(format!("{text}: {keys:?}, not {wanted:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

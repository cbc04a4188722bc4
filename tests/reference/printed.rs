//! What policies print, and what it refers to: one line of a table for each form.

use crate::read;
use policybook::reference::{Citator, Kind, Scanned, scan};

/// The targets of one kind in a text, as the policy of a district.
fn targets(kind: Kind, code: Option<&str>, text: &str) -> Vec<String> {
    let of = Scanned {
        code,
        state: Some("IA"),
        names: &["Staff Ethics"],
        ..Scanned::default()
    };
    let found = scan(&read::tree(text), of, &Citator::built_in());
    let found = found.into_iter().filter(|(_, found)| found.kind == kind);
    found.map(|(_, found)| found.target).collect()
}

#[test]
fn codes_in_every_form() {
    // A sentence before each, because the first lines of a page print the policy's own code.
    let body = |text: &str| format!("Staff shall follow this rule at all times.\n\n{text}");
    for (printed, wanted) in [
        // A word and a code, or several.
        ("Staff follow Policy 4140.", &["4140"][..]),
        (
            "Staff follow Policy No. 403.80 and policy #3411.",
            &["403.80", "3411"],
        ),
        (
            "See Policies 3220 and 3225/4312 for more.",
            &["3220", "3225", "4312"],
        ),
        ("Policies 4111 through 4119 apply.", &["4111", "4119"]),
        (
            "Policy 502.2 and its regulation 502.2R apply.",
            &["502.2", "502.2R"],
        ),
        ("It is kept as Board Policy Section 4000 says.", &["4000"]),
        (
            "Staff follow Board policy JICDA and JICDA-R.",
            &["JICDA", "JICDA-R"],
        ),
        ("Staff follow policy DO on this.", &["DO"]),
        ("The Code of Ethics (Policy 3411) applies.", &["3411"]),
        ("The Guidelines (Regulation 2029) apply here.", &["2029"]),
        (
            "Staff follow Administrative Procedure 7:190-AP1.",
            &["7:190-AP1"],
        ),
        (
            "They sign under Policy 0401.80-AR-01 each year.",
            &["0401.80-AR-01"],
        ),
        ("(Pol. 218, 317)", &["218", "317"]),
        // Letters that belong to the code.
        (
            "Staff follow BP 4119.21 and AR 1114 here.",
            &["BP 4119.21", "AR 1114"],
        ),
        ("Staff follow BP/AR 5131 here.", &["AR 5131", "BP 5131"]),
        // Sent there.
        ("(cf. 4119.21 - Professional Standards)", &["4119.21"]),
        (
            "(cf. 4119.25/4219.25/4319.25 - Political Activities of Employees)",
            &["4119.25", "4219.25", "4319.25"],
        ),
        (
            "Staff keep records. [See DCX and DFX series]",
            &["DCX", "DFX"],
        ),
        ("Staff keep records. [See DHX(EXHIBIT)]", &["DHX(EXHIBIT)"]),
        (
            "(See GAAC, GAF, IIBGC and KN)",
            &["GAAC", "GAF", "IIBGC", "KN"],
        ),
        ("No employee may drive alone. See 6.4.1.", &["6.4.1"]),
        (
            "The devices are treated in JFCEK, Students and Their Devices.",
            &["JFCEK"],
        ),
        (
            "The employee fills in the form (03.13214 AP.2) first.",
            &["03.13214 AP.2"],
        ),
        // Lists of references.
        (
            "Cross References: KDCA - Computers: Employees; LRA – Student Records",
            &["KDCA", "LRA"],
        ),
        (
            "Cross Refs.:  DJG   Vendor Relations\nKKB   Recording",
            &["DJG", "KKB"],
        ),
        (
            "CROSS REF.: 5:121 (Conduct of Employees), 7:21 (Harassment)",
            &["5:121", "7:21"],
        ),
        (
            "Cross Ref.:  G-2900 Staff Conduct; J-6150 Student Records",
            &["G-2900", "J-6150"],
        ),
        (
            "RELATED POLICIES:\n\n03.1325, 03.2325\n09.4261",
            &["03.1325", "03.2325", "09.4261"],
        ),
        (
            "NOTE: Refer also to Policies #3411 -- Code of Conduct\n#6410 -- Staff Acceptable Use Policy",
            &["3411", "6410"],
        ),
        (
            "Cross References: Professional Conduct (policy 4041/7312)",
            &["4041", "7312"],
        ),
        (
            "Cross References:\n\nUse of the Internet 4.4069\n\nSchool District Records 1.4079",
            &["4.4069", "1.4079"],
        ),
        ("Cf: GBCX, JDX", &["GBCX", "JDX"]),
        (
            "Cross References:\n\n2029 - Responsible Use of Networks",
            &["2029"],
        ),
        // None of them.
        (
            "Cross References:\n\nGBCX - Conduct\n\nAdopted: October 19, 2016 Revised: August 16, 2023",
            &["GBCX"],
        ),
        ("Legal References: 13-1405, 15-341 and 2012 Acts", &[]),
        ("Staff MUST follow this policy AND the law.", &[]),
        ("The policy 2 of 3 is with the nurse.", &[]),
        ("The Acceptable Use Policy (AUP) applies.", &[]),
        ("Staff sign by June 30, 2024 in Room 4140.", &[]),
    ] {
        let mut found = targets(Kind::Policy, None, &body(printed));
        // Those of one printed list stand in no order.
        found.sort_by_key(|target| printed.find(target.rsplit(' ').next().unwrap_or(target)));
        assert_eq!(found, wanted, "{printed}");
    }
}

#[test]
fn the_own_code_is_no_reference() {
    for text in [
        "Policy 4140\n\nStaff shall follow this rule at all times.",
        "Example District | AR 4140 Personnel\n\nStaff shall follow this rule at all times.",
        "Staff shall follow this rule at all times.\n\nPage 1 of 1 BP 4140",
    ] {
        assert_eq!(
            targets(Kind::Policy, None, text),
            Vec::<String>::new(),
            "{text}"
        );
    }
    let text = "Staff shall sign Policy 4140 and Policy 4141.";
    assert_eq!(targets(Kind::Policy, Some("4140"), text), ["4141"]);
}

#[test]
fn places_in_every_form() {
    let policy = "## I. Purpose\n\nA. One.\n\nB. Two.\n\n## II. Personal Accounts\n\n(a) One.\n\n(b) Two.\n\n    (1) Three:\n\n        (i) x;\n\n        (ii) y;\n\n        (iii) z.\n\n    (2) Four.\n\n    (3) Five.\n\n(c) Six.\n\n## Step 1: Talk\n\nStaff talk.\n\n## Step 2: Write\n\nStaff write.\n\n## Attachment A\n\nA page.\n\n## End\n\n";
    for (printed, wanted) in [
        ("They follow Section II here.", &["II"][..]),
        ("They follow Section I.A here.", &["I.A"]),
        ("They follow paragraph (b) above.", &["(b)"]),
        (
            "They follow paragraphs (b)(1)(ii) and (iii).",
            &["(b)(1)(ii)", "(b)(1)(iii)"],
        ),
        ("They follow paragraphs (b)(1) and (c).", &["(b)(1)", "(c)"]),
        (
            "They follow subparagraphs (1) through (3).",
            &["(1)", "(2)", "(3)"],
        ),
        ("They follow items 1-3 below.", &["1", "2", "3"]),
        ("They follow Sections I, II and IX.", &["I", "II", "IX"]),
        ("They do what (b) above says.", &["(b)"]),
        ("They go to Step 2.", &["Step 2"]),
        (
            "They sign Attachment A and Attachment D.",
            &["Attachment A", "Attachment D"],
        ),
        ("They sign Form 1114-F today.", &["Form 1114-F"]),
        ("They sign (see Exhibit 2).", &["Exhibit 2"]),
        (
            "They follow the rules (see Personal Accounts).",
            &["Personal Accounts"],
        ),
        (
            "They follow the section titled “Personal Accounts” too.",
            &["Personal Accounts"],
        ),
        (
            "They follow the Personal Accounts section.",
            &["Personal Accounts"],
        ),
        (
            "They follow Personal Accounts above.",
            &["Personal Accounts"],
        ),
        (
            "They keep the accounts described above.",
            &["Personal Accounts"],
        ),
        ("They follow Section II of Policy 4118.2.", &["II"]),
        (
            "They follow Policy 4118.2, Sections II and V.",
            &["II", "V"],
        ),
        // None of them.
        ("They follow the preceding paragraph and this section.", &[]),
        ("They act as described above and do the following.", &[]),
        ("They go to Step 3 of the stairs and Level I.", &[]),
        ("They fill in section 2 of the form.", &[]),
        ("They follow Section 504 of the Act.", &[]),
        ("They give each item a teacher asks for.", &[]),
        ("They sign Form W-4 and Form 1099.", &[]),
        ("They use personal accounts at home.", &[]),
        ("They are in Group 2 and read Part 1 of the play.", &[]),
    ] {
        let text = format!("{policy}{printed}\n");
        assert_eq!(targets(Kind::Clause, None, &text), wanted, "{printed}");
    }
}

#[test]
fn numbers_of_a_decimal_outline_are_places_where_the_text_has_them() {
    let text = "3.0 Rules\n\n3.1 Staff use the platform.\n\n3.2 Staff do not text.\n\n4.0 Duties\n\nWho has broken 3.2 or 9.2 reports it. See 3.1. A 3.2 GPA is enough.\n";
    assert_eq!(targets(Kind::Clause, None, text), ["3.2", "3.1"]);
}

#[test]
fn initials_stand_for_the_name_before_them() {
    let text = "Staff sign the Network Use Policy (NUP).\n\nThe NUP binds staff, and the NUP is short.\n\nIT staff keep it.";
    let wanted = ["Network Use Policy", "Network Use Policy"];
    assert_eq!(targets(Kind::Named, None, text), wanted);
}

#[test]
fn names_of_documents() {
    for (printed, wanted) in [
        (
            "What students post is dealt with in the student handbook.",
            &["Student Handbook"][..],
        ),
        (
            "Staff follow the district’s acceptable use policy.",
            &["Acceptable Use Policy"],
        ),
        (
            "Staff follow the Code of Conduct for Iowa Educators.",
            &["Code of Conduct for Iowa Educators"],
        ),
        ("This policy will be contained in the staff handbook.", &[]),
        ("Each school shall write a code of conduct.", &[]),
        ("This staff ethics policy binds all.", &[]),
        ("The Staff Ethics Policy binds all.", &[]),
        (
            "Staff follow District Policy and School Board Policies.",
            &[],
        ),
        ("Riverbend Employee Handbook", &[]),
    ] {
        assert_eq!(targets(Kind::Named, None, printed), wanted, "{printed}");
    }
}

/// The policy codes in a text, as the policy of a manual that writes its codes like this one, in
/// the order in which they are printed.
fn codes_in_manual_of(own: &str, printed: &str) -> Vec<String> {
    let text = format!("Staff shall follow this rule at all times.\n\n{printed}");
    targets(Kind::Policy, Some(own), &text)
}

#[test]
fn codes_of_the_manuals_own_shape_need_no_word_before_them() {
    for (own, printed, wanted) in [
        // Numbers, in a manual of numbers.
        ("3205", "It is investigated under 3205P.", &["3205P"][..]),
        (
            "3226",
            "Staff are disciplined under 5255 and the law.",
            &["5255"],
        ),
        ("3226", "Drivers see 8111 and sign.", &["8111"]),
        (
            "705.1",
            "The rules of 203 and 401.3 hold as well.",
            &["203", "401.3"],
        ),
        (
            "237",
            "Staff complete 237-AR-2 and keep to 815-AR-1.",
            &["237-AR-2", "815-AR-1"],
        ),
        (
            "363.2",
            "Read it with 363.2-Rule and 527-Rule.",
            &["363.2-Rule", "527-Rule"],
        ),
        (
            "3205",
            "It is filed in the way of 1700 - Uniform Complaint Procedure.",
            &["1700"],
        ),
        (
            "09.426",
            "Staff report under 09.2211 and by 09.435 within a day.",
            &["09.2211", "09.435"],
        ),
        (
            "5300",
            "It is filed under School Safety Plans and Teams (8130).",
            &["8130"],
        ),
        (
            "5517",
            "See AP 5517 and ap5517.01 and po3362.",
            &["AP 5517", "ap5517.01", "po3362"],
        ),
        (
            "7:190",
            "Read 7:190-AP1, E1 and 8:95-E2.",
            &["7:190-AP1, E1", "8:95-E2"],
        ),
        ("5300", "Read 5330-E.1 first.", &["5330-E.1"]),
        (
            "8334",
            "Staff follow Policies 8100-8130 here.",
            &["8100", "8130"],
        ),
        (
            "8334",
            "Staff observe 6700, 6700-R and the law.",
            &["6700", "6700-R"],
        ),
        (
            "7:190",
            "Class at 8:15 falls under 7:185 and the law.",
            &["7:185"],
        ),
        (
            "7:190",
            "CROSS REF.: 6:170 (Title I Programs), 6:250 (Community), 8:10",
            &["6:170", "6:250", "8:10"],
        ),
        (
            "8431",
            "Staff follow Policies 4122.02 and 1422; PROC binds.",
            &["4122.02", "1422"],
        ),
        // Letters, in a manual of letters.
        (
            "GBEB",
            "A grievance is filed under DGBA, FNG or GF.",
            &["DGBA", "FNG", "GF"],
        ),
        ("GBEB", "Staff are governed by GCPD and the law.", &["GCPD"]),
        (
            "JFC",
            "Gangs are met as JFCE says, weapons, JFCD.",
            &["JFCE", "JFCD"],
        ),
        ("JFC", "Records are kept as JO allows.", &["JO"]),
        (
            "JFC",
            "Bus rules bind all (JFCC; EEA-R).",
            &["JFCC", "EEA-R"],
        ),
        (
            "GBEB",
            "The board may wait unless AC-R-1 is pending.",
            &["AC-R-1"],
        ),
        ("JK", "Staff follow policy JK*-2 here.", &["JK*-2"]),
        (
            "CQ",
            "See CY(LEGAL) and (LOCAL) on this.",
            &["CY(LEGAL)", "CY(LOCAL)"],
        ),
        (
            "09.4",
            "Sign 09.421 AP.1 and AP.21 first.",
            &["09.421 AP.1", "09.421 AP.21"],
        ),
        // Several codes of one policy are one name.
        ("JICK", "Staff follow policy BEDH/KE on this.", &["BEDH/KE"]),
        (
            "1710/4021",
            "Staff follow policy 1725/4035/7236 too.",
            &["1725/4035/7236"],
        ),
        (
            "1710",
            "Staff follow policy 1725/4035 too.",
            &["1725", "4035"],
        ),
        // A policy and its regulation.
        ("5200", "Staff follow Regulation 5200 on this.", &["R 5200"]),
        (
            "5200",
            "It is met under Policy and Regulation 5600.",
            &["5600", "R 5600"],
        ),
        // Letters in a manual of numbers, numbers in one of letters, and words in capitals.
        ("705.1", "It is handled under GCPD and the law.", &[]),
        ("GBEB", "Staff are disciplined under 5255 and the law.", &[]),
        ("GBEB", "It is handled by the FBI and under FERPA.", &[]),
        (
            "GBEB",
            "The crisis team (CRT) acts; see a note by CRT.",
            &[],
        ),
        ("GBEB", "Answers are given under HEAVY GUARD.", &[]),
        (
            "3226",
            "Write to Box 3226, see Room 3310 and read page 3312.",
            &[],
        ),
        ("3226", "It is paid under 5000 dollars and by 4500.", &[]),
        (
            "705.1",
            "Cross References: UPDATE Service\n\nUSE OF FUNDS\n\nEQUAL OPPORTUNITY",
            &[],
        ),
        (
            "6320",
            "Cross References\n\npo6110 - GRANT FUNDS\n\n8330 - STUDENT RECORDS",
            &["po6110", "8330"],
        ),
        (
            "3205",
            "Cross References:\n\n3207 and 3207P - Harassment\n\n3210 - Nondiscrimination",
            &["3207", "3207P", "3210"],
        ),
        (
            "GBEB",
            "Cross References:\n\nGCA - License Requirements",
            &["GCA"],
        ),
    ] {
        let mut found = codes_in_manual_of(own, printed);
        found.sort_by_key(|t| printed.find(t.rsplit([' ', '/', '(']).next().unwrap_or(t)));
        assert_eq!(found, wanted, "{own}: {printed}");
    }
}

#[test]
fn a_number_of_the_district_is_not_the_code_of_the_manual() {
    let head = "Example School District No. 499 (SAU 119)\n\nCategory: P\n\nJICK - Bullying\n\n";
    let text =
        format!("{head}Staff shall follow this rule.\n\nIt is heard under JICD and the law.");
    assert_eq!(targets(Kind::Policy, None, &text), ["JICD"]);
}

#[test]
fn papers_of_the_district_are_named_and_those_of_one_person_are_not() {
    for (printed, wanted) in [
        (
            "They are bound by the collective bargaining agreement.",
            &["Collective Bargaining Agreement"][..],
        ),
        (
            "They are bound by the master contract.",
            &["Master Contract"],
        ),
        (
            "They sign the Cardholder Agreement and the School-Parent Compact.",
            &["Cardholder Agreement", "School-Parent Compact"],
        ),
        (
            "It stands in the Bullying Prevention and Intervention Plan.",
            &["Bullying Prevention and Intervention Plan"],
        ),
        (
            "It stands in the District’s Strategic Plan.",
            &["Strategic Plan"],
        ),
        (
            "They follow the Code of Acceptable Behavior and Discipline.",
            &["Code of Acceptable Behavior and Discipline"],
        ),
        (
            "They follow the Educator Code of Conduct and Policies 4.04 and 4.05.",
            &["Educator Code of Conduct"],
        ),
        (
            "They follow the district’s policy on Bullying.",
            &["Bullying Policy"],
        ),
        (
            "They keep to the district's Ethics for Administrators policy.",
            &["Ethics for Administrators"],
        ),
        (
            "The district's homework policy applies.",
            &["Homework Policy"],
        ),
        (
            "They follow the Co-Curricular Code.",
            &["Co-Curricular Code"],
        ),
        ("They follow the Bus Driver Manual.", &["Bus Driver Manual"]),
        // None of them.
        (
            "They follow the pupil's Individualized Education Plan.",
            &[],
        ),
        (
            "They write a Behavior Intervention Plan and an agreement.",
            &[],
        ),
        (
            "They follow any applicable collective bargaining agreement.",
            &[],
        ),
        ("The Athlete Handbook of the NJSIAA is another.", &[]),
        ("It is told in Student Handbook-based lessons.", &[]),
        (
            "The office shall put a summary in the student handbook and the staff handbook.",
            &[],
        ),
        (
            "Sexual harassment is another matter (the “Title IX Policy”).",
            &[],
        ),
        ("They follow the Idaho Administrative Procedures Act.", &[]),
        (
            "It is in School Plan for Management of Behavior (policy 4302).",
            &[],
        ),
    ] {
        assert_eq!(targets(Kind::Named, None, printed), wanted, "{printed}");
    }
}

#[test]
fn labels_and_headings_without_a_word_for_them() {
    let policy = "## A. Grounds\n\n1. One.\n\n2. Two.\n\n## B. Process\n\n1. One.\n\n## C. Purchases Made with Federal Funds\n\nStaff buy.\n\n## Investigation and Response\n\nStaff ask.\n\n## LIMITED PERSONAL USE\n\nStaff use.\n\n## Definitions\n\n(a) One.\n\n(b) Two.\n\n## End\n\n";
    for (printed, wanted) in [
        ("They act on grounds A.1 and A.2.", &["A.1", "A.2"][..]),
        ("They ask for a bond under A through C.", &["A", "B", "C"]),
        ("Except for Part C, nothing binds them.", &["C"]),
        (
            "They follow paragraphs (a) and (b) of Definitions.",
            &["(a)", "(b)"],
        ),
        (
            "They act where the section on federal funds demands it.",
            &["Purchases Made with Federal Funds"],
        ),
        (
            "The steps in “Investigation and Response” apply.",
            &["Investigation and Response"],
        ),
        (
            "They follow the rules (see Investigation and Response for crimes).",
            &["Investigation and Response"],
        ),
        (
            "A user under LIMITED PERSONAL USE is bound.",
            &["LIMITED PERSONAL USE"],
        ),
        // None of them.
        (
            "They follow Sections I-III of this policy.",
            &["I", "II", "III"],
        ),
        (
            "They get Title I, Part A funds and IDEA Part B services.",
            &[],
        ),
        ("They meet in the Section 1 meeting hall.", &[]),
        ("They must be in “Definitions” class.", &[]),
        ("They read 20 U.S.C. § 1232g, subdivision (b).", &[]),
        ("They sign Appendix B to the lease and Form 38-C.", &[]),
        ("They use Grade A.3 eggs.", &[]),
    ] {
        let text = format!("{policy}{printed}\n");
        assert_eq!(targets(Kind::Clause, None, &text), wanted, "{printed}");
    }
}

#[test]
fn a_title_behind_a_label_is_a_heading_and_a_sentence_is_none() {
    let text = "I. Purpose\n\nA. Staff follow the law.\n\nII. Complaint Steps\n\nA. Staff write (see Purpose).\n\nB. The Complaint Steps section binds, and the staff section is short.\n";
    assert_eq!(
        targets(Kind::Clause, None, text),
        ["Purpose", "Complaint Steps"]
    );
}

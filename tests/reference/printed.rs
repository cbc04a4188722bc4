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

"""Groups of countries that measures name as one.

The European Union's members: U.S. note 37(j) to subchapter III of chapter 99.
"""

UNIONS = {
    "EU": (
        "AT", "BE", "BG", "HR", "CY", "CZ", "DK", "EE", "FI", "FR", "DE", "GR", "HU", "IE",
        "IT", "LV", "LT", "LU", "MT", "NL", "PL", "PT", "RO", "SK", "SI", "ES", "SE",
    ),
    # Products of the United States and of its insular possessions (CBP, answers of 8 May 2025 on
    # IEEPA: the reciprocal duty is on goods from the possessions that are not their products).
    "US-own": ("AS", "GU", "MP", "PR", "UM", "US", "VI"),
    # The economies of U.S. note 52 to subchapter III of chapter 99, 9903.05.20 to .84.
    "note-52": (
        "DZ", "AO", "AR", "AU", "BS", "BH", "BD", "BR", "KH", "CA", "CL", "CN", "CO", "CR",
        "DO", "EC", "EG", "SV", "GT", "GY", "HN", "HK", "IN", "ID", "IQ", "IL", "JP", "JO",
        "KZ", "KW", "LY", "MY", "MX", "MA", "NZ", "NI", "NG", "NO", "OM", "PK", "PE", "PH",
        "QA", "RU", "SA", "SG", "ZA", "KR", "LK", "CH", "TW", "TH", "TT", "TR", "AE", "GB",
        "UY", "VE", "VN", "AT", "BE", "BG", "HR", "CY", "CZ", "DK", "EE", "FI", "FR", "DE",
        "GR", "HU", "IE", "IT", "LV", "LT", "LU", "MT", "NL", "PL", "PT", "RO", "SK", "SI",
        "ES", "SE",
    ),
    # Exempt from the safeguard on quartz: U.S. note 41(c)(i) to (iv), HTS 2026 Rev 16.
    "note-41(c)": (
        "CA", "MX", "AU", "CO", "CR", "DO", "SV", "GT", "HN", "IL", "NI", "PA", "PE", "SG",
        "KR", "AF", "AL", "DZ", "AO", "AM", "AZ", "BZ", "BJ", "BT", "BO", "BA", "BW", "BR",
        "BF", "MM", "BI", "KH", "CM", "CV", "CF", "TD", "KM", "CG", "CD", "CI", "DJ", "DM",
        "EC", "EG", "ER", "SZ", "ET", "FJ", "GA", "GM", "GE", "GH", "GD", "GN", "GW", "GY",
        "HT", "ID", "IQ", "JM", "JO", "KZ", "KE", "KI", "XK", "KG", "LB", "LS", "LR", "MG",
        "MW", "MV", "ML", "MR", "MU", "MD", "MN", "ME", "MZ", "NA", "NP", "NE", "NG", "MK",
        "PK", "PG", "PY", "PH", "RW", "LC", "VC", "WS", "ST", "SN", "RS", "SL", "SB", "SO",
        "ZA", "SS", "LK", "SR", "TZ", "TL", "TG", "TO", "TN", "TV", "UG", "UA", "UZ", "VU",
        "YE", "ZM", "ZW", "AG", "AW", "BS", "BB", "VG", "CW", "MS", "KN", "TT",
    ),
}  # fmt: skip

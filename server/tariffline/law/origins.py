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
}  # fmt: skip

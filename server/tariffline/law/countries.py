"""Countries of origin: ISO codes, Census Schedule C codes and the names people write.

Codes and names: U.S. Census Bureau, Schedule C (https://www.census.gov/foreign-trade/schedules/c/)
and ISO 3166-1. Other usual spellings follow the last bar. Customs country codes differ from
ISO in two places that origin data shows: CBP writes Kosovo KV (ISO has no code; XK here) and the
West Bank and the Gaza Strip WE and GZ (ISO: PS).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from tariffline.law.quoted import quoted

# ISO alpha-2 | alpha-3 | Schedule C | name | other spellings
_TABLE = """\
AD|AND|4271|Andorra
AE|ARE|5200|United Arab Emirates|UAE; U.A.E.
AF|AFG|5310|Afghanistan
AG|ATG|2484|Antigua and Barbuda
AI|AIA|2481|Anguilla
AL|ALB|4810|Albania
AM|ARM|4631|Armenia
AO|AGO|7620|Angola
AQ|ATA||Antarctica
AR|ARG|3570|Argentina
AS|ASM|9510|American Samoa
AT|AUT|4330|Austria
AU|AUS|6021|Australia
AW|ABW|2779|Aruba
AX|ALA||Åland Islands
AZ|AZE|4632|Azerbaijan
BA|BIH|4793|Bosnia and Herzegovina|Bosnia
BB|BRB|2720|Barbados
BD|BGD|5380|Bangladesh
BE|BEL|4231|Belgium
BF|BFA|7600|Burkina Faso
BG|BGR|4870|Bulgaria
BH|BHR|5250|Bahrain
BI|BDI|7670|Burundi
BJ|BEN|7610|Benin
BL|BLM||Saint Barthélemy
BM|BMU|2320|Bermuda
BN|BRN|5610|Brunei|Brunei Darussalam
BO|BOL|3350|Bolivia|Plurinational State of Bolivia
BQ|BES||Bonaire, Sint Eustatius and Saba
BR|BRA|3510|Brazil
BS|BHS|2360|Bahamas|The Bahamas
BT|BTN|5682|Bhutan
BV|BVT||Bouvet Island
BW|BWA|7930|Botswana
BY|BLR|4622|Belarus
BZ|BLZ|2080|Belize
CA|CAN|1220|Canada
CC|CCK|6023|Cocos (Keeling) Islands
CD|COD|7660|Congo, Democratic Republic of the|DR Congo; DRC; Democratic Republic of the Congo; Congo, The Democratic Republic of the
CF|CAF|7540|Central African Republic
CG|COG|7630|Congo, Republic of the|Congo; Republic of the Congo; Congo-Brazzaville
CH|CHE|4419|Switzerland
CI|CIV|7480|Cote d'Ivoire|Cote d'Ivoire; Ivory Coast
CK|COK|6142|Cook Islands
CL|CHL|3370|Chile
CM|CMR|7420|Cameroon
CN|CHN|5700|China|PRC; P.R. China; PR China; People's Republic of China; Mainland China
CO|COL|3010|Colombia
CR|CRI|2230|Costa Rica
CU|CUB|2390|Cuba
CV|CPV|7643|Cabo Verde|Cape Verde
CW|CUW|2777|Curacao|Curaçao
CX|CXR|6024|Christmas Island
CY|CYP|4910|Cyprus
CZ|CZE|4351|Czech Republic|Czech Republic; Czechia
DE|DEU|4280|Germany|Federal Republic of Germany
DJ|DJI|7770|Djibouti
DK|DNK|4099|Denmark
DM|DMA|2486|Dominica
DO|DOM|2470|Dominican Republic|Dominican Rep.
DZ|DZA|7210|Algeria
EC|ECU|3310|Ecuador
EE|EST|4470|Estonia
EG|EGY|7290|Egypt
EH|ESH||Western Sahara
ER|ERI|7741|Eritrea
ES|ESP|4700|Spain|Kingdom of Spain
ET|ETH|7749|Ethiopia
FI|FIN|4050|Finland
FJ|FJI|6863|Fiji
FK|FLK|3720|Falkland Islands|Falkland Islands (Malvinas)
FM|FSM|6820|Micronesia, Federated States of|Micronesia
FO|FRO|4091|Faroe Islands
FR|FRA|4279|France
GA|GAB|7550|Gabon
GB|GBR|4120|United Kingdom|UK; U.K.; Great Britain; England; Britain; Scotland; Wales; Northern Ireland
GD|GRD|2489|Grenada
GE|GEO|4633|Georgia
GF|GUF|3170|French Guiana
GG|GGY||Guernsey
GH|GHA|7490|Ghana
GI|GIB|4720|Gibraltar
GL|GRL|1010|Greenland
GM|GMB|7500|Gambia|The Gambia
GN|GIN|7460|Guinea
GP|GLP|2831|Guadeloupe
GQ|GNQ|7380|Equatorial Guinea
GR|GRC|4840|Greece
GS|SGS||South Georgia and the South Sandwich Islands
GT|GTM|2050|Guatemala
GU|GUM|9350|Guam
GW|GNB|7642|Guinea-Bissau
GY|GUY|3120|Guyana
HK|HKG|5820|Hong Kong|Hong Kong SAR; Hong Kong, China
HM|HMD|6029|Heard Island and McDonald Islands
HN|HND|2150|Honduras
HR|HRV|4791|Croatia
HT|HTI|2450|Haiti
HU|HUN|4370|Hungary
ID|IDN|5600|Indonesia
IE|IRL|4190|Ireland
IL|ISR|5081|Israel
IM|IMN||Isle of Man
IN|IND|5330|India
IO|IOT|7810|British Indian Ocean Territory
IQ|IRQ|5050|Iraq
IR|IRN|5070|Iran|Islamic Republic of Iran
IS|ISL|4000|Iceland
IT|ITA|4759|Italy
JE|JEY||Jersey
JM|JAM|2410|Jamaica
JO|JOR|5110|Jordan
JP|JPN|5880|Japan
KE|KEN|7790|Kenya
KG|KGZ|4635|Kyrgyzstan
KH|KHM|5550|Cambodia
KI|KIR|6226|Kiribati
KM|COM|7890|Comoros
KN|KNA|2483|Saint Kitts and Nevis|St Kitts and Nevis
KP|PRK|5790|North Korea|Korea, North; Democratic People's Republic of Korea; DPRK
KR|KOR|5800|South Korea|Korea; Korea, South; Republic of Korea; Korea, Republic of; S. Korea; ROK
KW|KWT|5130|Kuwait
KY|CYM|2440|Cayman Islands
KZ|KAZ|4634|Kazakhstan
LA|LAO|5530|Laos|Lao People's Democratic Republic; Lao PDR
LB|LBN|5040|Lebanon
LC|LCA|2487|Saint Lucia
LI|LIE|4411|Liechtenstein
LK|LKA|5420|Sri Lanka
LR|LBR|7650|Liberia
LS|LSO|7990|Lesotho
LT|LTU|4510|Lithuania
LU|LUX|4239|Luxembourg
LV|LVA|4490|Latvia
LY|LBY|7250|Libya
MA|MAR|7140|Morocco
MC|MCO|4272|Monaco
MD|MDA|4641|Moldova|Republic of Moldova
ME|MNE|4804|Montenegro
MF|MAF||Saint Martin (French part)
MG|MDG|7880|Madagascar
MH|MHL|6810|Marshall Islands
MK|MKD|4794|North Macedonia|Macedonia
ML|MLI|7450|Mali
MM|MMR|5460|Burma|Myanmar
MN|MNG|5740|Mongolia
MO|MAC|5660|Macao|Macau; Macao SAR
MP|MNP|9610|Northern Mariana Islands
MQ|MTQ|2839|Martinique
MR|MRT|7410|Mauritania
MS|MSR|2485|Montserrat
MT|MLT|4730|Malta
MU|MUS|7850|Mauritius
MV|MDV|5683|Maldives
MW|MWI|7970|Malawi
MX|MEX|2010|Mexico|United Mexican States
MY|MYS|5570|Malaysia
MZ|MOZ|7870|Mozambique
NA|NAM|7920|Namibia
NC|NCL|6412|New Caledonia
NE|NER|7510|Niger
NF|NFK|6022|Norfolk Island
NG|NGA|7530|Nigeria
NI|NIC|2190|Nicaragua
NL|NLD|4210|Netherlands|Holland; The Netherlands
NO|NOR|4039|Norway
NP|NPL|5360|Nepal
NR|NRU|6862|Nauru
NU|NIU|6144|Niue
NZ|NZL|6141|New Zealand
OM|OMN|5230|Oman
PA|PAN|2250|Panama
PE|PER|3330|Peru
PF|PYF|6414|French Polynesia
PG|PNG|6040|Papua New Guinea
PH|PHL|5650|Philippines
PK|PAK|5350|Pakistan
PL|POL|4550|Poland
PM|SPM|1610|Saint Pierre and Miquelon
PN|PCN|6225|Pitcairn Islands
PR|PRI|9030|Puerto Rico
PS|PSE|5082 5083|West Bank and Gaza Strip|West Bank; Gaza Strip; Gaza; Palestine
PT|PRT|4710|Portugal
PW|PLW|6830|Palau
PY|PRY|3530|Paraguay
QA|QAT|5180|Qatar
RE|REU|7904|Reunion
RO|ROU|4850|Romania
RS|SRB|4801|Serbia
RU|RUS|4621|Russia|Russian Federation
RW|RWA|7690|Rwanda
SA|SAU|5170|Saudi Arabia|KSA
SB|SLB|6223|Solomon Islands
SC|SYC|7800|Seychelles
SD|SDN|7321|Sudan
SE|SWE|4010|Sweden
SG|SGP|5590|Singapore
SH|SHN|7580|Saint Helena
SI|SVN|4792|Slovenia
SJ|SJM|4031|Svalbard and Jan Mayen
SK|SVK|4359|Slovakia|Slovak Republic
SL|SLE|7470|Sierra Leone
SM|SMR|4751|San Marino
SN|SEN|7440|Senegal
SO|SOM|7700|Somalia
SR|SUR|3150|Suriname
SS|SSD|7323|South Sudan
ST|STP|7644|Sao Tome and Principe|Sao Tome & Principe
SV|SLV|2110|El Salvador
SX|SXM|2774|Sint Maarten
SY|SYR|5020|Syria|Syrian Arab Republic
SZ|SWZ|7950|Eswatini|Swaziland
TC|TCA|2430|Turks and Caicos Islands
TD|TCD|7560|Chad
TF|ATF|7905|French Southern and Antarctic Lands
TG|TGO|7520|Togo
TH|THA|5490|Thailand
TJ|TJK|4642|Tajikistan
TK|TKL|6143|Tokelau
TL|TLS|5601|Timor-Leste|East Timor
TM|TKM|4643|Turkmenistan
TN|TUN|7230|Tunisia
TO|TON|6864|Tonga
TR|TUR|4890|Turkey|Türkiye; Turkiye; Republic of Turkey
TT|TTO|2740|Trinidad and Tobago
TV|TUV|6227|Tuvalu
TW|TWN|5830|Taiwan|Taiwan, Province of China; Chinese Taipei; Republic of China; ROC
TZ|TZA|7830|Tanzania|United Republic of Tanzania
UA|UKR|4623|Ukraine
UG|UGA|7780|Uganda
UM|UMI|9800|United States Minor Outlying Islands
US|USA|1000|United States of America|USA; U.S.; U.S.A.; United States
UY|URY|3550|Uruguay
UZ|UZB|4644|Uzbekistan
VA|VAT|4752|Holy See|Vatican City; Vatican
VC|VCT|2488|Saint Vincent and the Grenadines
VE|VEN|3070|Venezuela|Bolivarian Republic of Venezuela
VG|VGB|2482|British Virgin Islands
VI|VIR|9110|Virgin Islands of the United States
VN|VNM|5520|Vietnam|Viet Nam; Socialist Republic of Vietnam
VU|VUT|6224|Vanuatu
WF|WLF|6413|Wallis and Futuna
WS|WSM|6150|Samoa|Western Samoa
XK|XKX|4803|Kosovo
YE|YEM|5210|Yemen
YT|MYT|7881|Mayotte
ZA|ZAF|7910|South Africa|RSA
ZM|ZMB|7940|Zambia
ZW|ZWE|7960|Zimbabwe
"""

_CBP_CODES = {"KV": "XK", "WE": "PS", "GZ": "PS"}


class CountryError(ValueError):
    """The text names no country; the message says what to write instead."""


@dataclass(frozen=True, slots=True)
class Country:
    """A country of origin, by ISO alpha-2 code."""

    iso: str
    name: str

    def __str__(self) -> str:
        return self.iso


def _key(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text).casefold()
    letters = "".join(c for c in letters if not unicodedata.combining(c))
    letters = letters.replace("&", " and ")
    letters = re.sub(r"[^a-z0-9 ]", "" if "." in letters else " ", letters)
    words = [w for w in letters.split() if w != "the"]
    return " ".join("st" if w == "saint" else w for w in words)


def _read_table() -> tuple[dict[str, Country], dict[str, Country]]:
    by_iso: dict[str, Country] = {}
    by_key: dict[str, Country] = {}
    for line in _TABLE.splitlines():
        iso, alpha3, census, name, *others = line.split("|")
        country = by_iso[iso] = Country(iso, name)
        spellings = [iso, alpha3, name, *census.split(), *(others[0].split(";") if others else [])]
        for spelling in spellings:
            by_key[_key(spelling)] = country
    for code, iso in _CBP_CODES.items():
        by_key[_key(code)] = by_iso[iso]
    return by_iso, by_key


COUNTRIES, _BY_KEY = _read_table()


def parse_country(value: object) -> Country:
    """Read a country: ISO alpha-2 or alpha-3, Census Schedule C code, or its name.

    Raises CountryError with the value and the remedy.
    """
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise CountryError(f"{quoted(value)} is not a country; write an ISO code such as CN")
    found = _BY_KEY.get(_key(value) if isinstance(value, str) else _census_code(value))
    if found is None:
        raise CountryError(
            f"{quoted(value)} is not a country we know; write an ISO code such as CN"
        )
    return found


def _census_code(value: float) -> str:
    """The four digits of a number from a cell; "" when it has not four."""
    return f"{value:.0f}" if 1_000 <= value <= 9_999 and value == int(value) else ""

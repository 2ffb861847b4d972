"""Names for people and companies who do not exist."""

from random import Random

GIVEN = """
Aaron Abena Ada Adam Aisha Alba Alejandro Alice Amara Amir Ana Anders Andrea Anika Anna Anton Aroha Arthur Aya Beatriz Ben
Bianca Bram Bruno Camille Carla Carlos Chiara Chloe Clara Claudia Dario David Diego Dilara Dmitri Elena Eleni Elias Elif Elin
Emeka Emil Emma Enzo Erik Esther Eva Fatima Felix Femi Finn Flora Frida Gabriel Giulia Greta Hamza Hana Hannah Hassan Helga Hugo
Ida Ines Ingrid Irina Isak Ivan Jana Jakob Jasmin Javier Joana Jonas Jorge Josef Julia Kaito Karim Karin Katya Kofi Lara Lars
Laura Leila Lena Leo Liam Lina Linh Lotte Luca Lucia Luis Magda Maja Malik Marco Maria Marta Mateo Matilda Max Maya Mehmet Mia
Mikko Milan Mina Mira Nadia Naomi Nils Nina Noah Nora Olga Oliver Omar Oscar Otto Paula Pavel Pedro Petra Pia Priya Quentin
Rafael Rania Rasmus Ravi Renata Rosa Ruben Salma Samir Sara Selma Sergei Signe Simon Sofia Stefan Sunniva Tamar Tariq Teresa
Thea Theo Tomas Tove Uma Valeria Vera Viktor Wanda Wei Yara Yasmin Yusuf Zara Zofia Zuri
""".split()
FAMILY = """
Abara Adeyemi Ahmed Almeida Andersen Antonov Bakker Banerjee Barros Bauer Becker Berg Bianchi Blanc Boateng Bonnet Borg Brandt
Brown Cardoso Castro Chen Clarke Costa Dahl Dang Dias Diop Dubois Duarte Eklund Eriksen Esposito Evans Farkas Fernandes Ferrari
Fischer Fontaine Fuchs Garcia Gomes Graf Green Gruber Haddad Hall Hansen Hassan Heikkinen Hoang Hoffmann Horvat Huber Hughes
Ibrahim Ivanova Jansen Jensen Johansson Jovanovic Kaya Keller Khan Kim Klein Koch Kovacs Kowalska Kumar Lambert Lange Larsen
Laurent Lehmann Leroy Lima Lindberg Lopes Lund Maier Marin Martin Mendes Meyer Mishra Moreau Moretti Morris Mueller Mwangi Nagy
Nakamura Ndiaye Nguyen Nielsen Novak Nowak Nunes Okafor Olsen Ortiz Osei Papadakis Park Patel Pereira Petrov Pinto Popescu Price
Rahman Ramos Reyes Ricci Rossi Roth Roux Russo Sahin Saito Santos Sato Schmid Schneider Schulz Sharma Silva Singh Smith Sokolov
Sousa Stone Sundberg Tanaka Taylor Teixeira Torres Tran Urban Vargas Vasquez Virtanen Vogel Wagner Walker Weber Winter Wolf
Wright Yamada Yildiz Young Zhang Ziegler
""".split()
COMPANY = """
Amber Blue Bridge Bright Castle Cedar Coast Copper Field Forest Garden Golden Grand Granite Green Harbor Hazel Iron Juniper Lake
Lantern Little Maple Market Meadow Mill New North Old Orchard Quiet Red River Silver Stone Summit Sunny Valley White Willow
""".split()
BUSINESS = (
    *(
        "Hotel",
        "Hotels",
        "Offices",
        "Architects",
        "Interiors",
        "Restaurants",
        "Clinics",
        "Schools",
        "Coworking",
        "Studios",
    ),
    *("Café", "Property", "Library Trust", "Care Homes", "Events", "Housing"),
)
TRADE = (
    "Home Trading",
    "Furniture Import",
    "Living Distribution",
    "Wholesale",
    "Interiors Trade",
    "Furnishing Agents",
)
COUNTRIES = ("DE", "NL", "AT", "BE", "FR", "DK", "GB")
COUNTRY_WEIGHTS = (46, 16, 10, 8, 8, 7, 5)
DIALING = {
    "DE": "+4930",
    "NL": "+3120",
    "AT": "+431",
    "BE": "+322",
    "FR": "+331",
    "DK": "+4533",
    "GB": "+4420",
}


def person_name(rng: Random) -> tuple[str, str]:
    """A given and a family name."""
    return rng.choice(GIVEN), rng.choice(FAMILY)


def company_name(rng: Random, trade: tuple[str, ...]) -> str:
    """A company that buys furniture for itself, or to sell it on."""
    first, second = rng.sample(COMPANY, 2)
    return f"{first} {second} {rng.choice(trade)}"


def email_of(name: str, number: int, host: str) -> str:
    """An address on a host that can never exist (RFC 2606)."""
    local = name.casefold().replace(" ", ".").encode("ascii", "ignore").decode()
    return f"{local}.{number}@{host}.example"


def phone_in(rng: Random, country: str) -> str:
    """A number of plausible shape, E.164."""
    return f"{DIALING[country]}{rng.randrange(10**6, 10**7)}"

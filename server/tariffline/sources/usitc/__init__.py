"""The United States International Trade Commission, publisher of the HTS: https://hts.usitc.gov"""

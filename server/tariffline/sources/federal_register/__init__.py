"""The Federal Register: its notices of antidumping and countervailing duties, in every form."""

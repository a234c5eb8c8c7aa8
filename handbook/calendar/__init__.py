"""Days, hours, repeating dates and reviews. Nothing here asks what day it is."""

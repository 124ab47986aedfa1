# Said to union officers.

not-an-officer = This command is for appointed union officers. Type /trogiup to see what you can do.

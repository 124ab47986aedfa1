# Said to workers. Short, warm, always saying what to do next.

button-share-phone = 📱 Share my phone number

apology = Sorry, something went wrong with that message and the staff have been told (error number { $number }). Please send it again, or type /trogiup.

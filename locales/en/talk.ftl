# Said to workers. Short, warm, always saying what to do next.

apology = Sorry, something went wrong with that message and the staff have been told (error number { $number }). Please send it again, or type /trogiup.
busy = Your message is safely kept. Very many people are writing right now, so the answer takes a little longer; please wait, there is no need to send it again.

# Welcome and consent

welcome =
    Hello! This is where you submit an initiative to the programme <b>{ $campaign }</b>.
    It takes a few minutes on your phone: I ask one question at a time, union officers read your answers and reply to you here.
invited-by = You came through the link of <b>{ $unit }</b>.
invited-as-officer = You are invited as an officer of the programme. Agree to the text below and tell me your full name, and you are done.
consent =
    Before we start I need your agreement: the programme keeps your name, unit, phone number (if you give it) and your initiative, so that the union can review it and reply to you. You can withdraw this at any time.
    Do you agree?
consent-in-full =
    <b>About your personal data</b> (under the Law on Personal Data Protection No. 91/2025/QH15)

    <b>What is kept:</b> your full name, unit, participant group, phone number if you give it, the text and files of your initiative, the id of this chat. We never ask for an identity card; please do not send photos of identity papers.
    <b>What for:</b> to receive and review initiatives, to reply to you, and for statistics. For nothing else; nothing is sold.
    <b>Who sees it:</b> the union officers appointed for your unit and the levels above. Published figures do not name you.
    <b>How long:</b> until you erase it, or until 5 years after your last message; drafts for 2 years. What was counted stays, without you.
    <b>Your rights:</b> see and correct it (/hoso), have a copy (/dulieu), withdraw your agreement (/dongy), erase it all (/xoadulieu), complain to the union. These commands work at once; requests made in another way are answered within 2 working days.
    <b>Please note:</b> if you use Telegram, messages pass through Telegram's servers abroad.

    Do you agree? It is all right not to.
refused = I respect your decision, and nothing about you is kept. If you change your mind, press the button below or type /dongy.
still-refused = You have not agreed, so I cannot take an initiative yet, and what you just sent is not kept. To go on, press the button below or type /dongy.
agreed = Thank you! First a few questions about you; I ask them only once.
consent-stands = You agree that the programme keeps your information to review initiatives. To withdraw that, press the button below or type <code>/dongy withdraw</code>.
withdraw-consent = Withdraw your agreement? I will delete your drafts and stop asking and reminding you. To take back an initiative that you have sent, use /rut before you withdraw.
consent-withdrawn = Noted: your agreement is withdrawn. I will not ask or remind you any more. Thank you for taking part; type /dongy if you change your mind.

# Who you are

profile-first = First a few questions about you; I ask them only once.
ask-name =
    What is your full name?
    For example: Nguyễn Thị Hoa
confirm-name = Your full name is <b>{ $name }</b>, right?
name-kept = Hello { $given }!
ask-phone =
    Your phone number, so that the union can call if need be?
    For example: 0912 345 678
confirm-phone = Your number is <b>{ $phone }</b>, right?
phone-kept = ✓ Phone number: { $phone }
phone-skipped = That is fine, we skip the phone number.
not-your-contact = That is somebody else's number. Please share your own with the button below, type it, or skip.
ask-unit =
    Where do you work? A part of the name is enough.
    For example: may Hòa Bình
confirm-unit = Your unit is <b>{ $unit }</b>, right?
which-unit = Which of these is “{ $typed }”? If it is not here, type it differently or press the last button.
unit-once-in = { $unit } – { $old } (now part of { $now })
unit-formerly = { $unit } (formerly { $former })
no-unit-found = I cannot find “{ $typed }” in the list. Type it differently, or press the button below to keep the name as you typed it.
unit-kept = ✓ Unit: { $unit }
unit-typed-kept = ✓ I keep the name “{ $typed }”; a union officer will find the right unit.
ask-group = Which group do you belong to?
group-kept = ✓ { $group }
profile-done = That is all about you! Now your initiative. Type /quaylai to change the answer before, /huy to stop at any time.
profile =
    <b>About you</b>
    Name: { $name }
    Phone: { $phone }
    Unit: { $unit }
    Group: { $group }
    Draft reminders: { $reminders }

    Press what you want to change.
not-told = not told
switched-on = on (type /nhacnho to switch off)
switched-off = off (type /nhacnho to switch on)

# The initiative: questions

ask = <b>Question { $number }/{ $of }.</b> { $question }
ask-anew = <b>Once more.</b> { $question }
question-title =
    What is your initiative called?
    For example: A better welding jig for vehicle frames
question-kind = What kind of initiative is it?
question-before =
    What was wrong before?
    For example: moulds were carried by hand, 40 minutes a shift
question-solution =
    What did you do? Tell it as you would tell a colleague; short or long is fine.
    For example: a trolley with rollers that brings the mould into the machine
question-since =
    Since when is it in use? A month or a year is enough.
    For example: 15/3/2026, 3/2025, quý 2/2025, 2025
question-benefit =
    About how much money does it bring or save?
    For example: 5 triệu mỗi tháng (5 million a month), 120.000.000
question-benefit-words =
    What good does it do? A sentence or two is enough.
    For example: less tiring, safer, fewer rejects
question-co-authors =
    Did anybody work on it with you? Give names and percentages; the rest is yours.
    For example: Trần Văn Bình 30%, Lan 20%
question-recognition =
    Has your unit recognised it already? If so: who, and when?
    For example: the company's initiative council, May 2026
question-files = Please send photos or files that show it, up to 10.

explain-title = A short name that says what you improved. For example: “A mould trolley that halves changeover time”.
explain-kind =
    Choose the closest; if you are not sure, an officer will check.
    • Technical: machines, tools, materials, production processes
    • Management: organising, assigning, running the work
    • Operational: ways of working, everyday professional practice
    • Application: bringing existing new technology to your workplace
    • Scientific research topic
explain-before = What was awkward, costly or dangerous before? If there is nothing to tell, skip it.
explain-solution = What did you do, with what, and how is it different? No fine words needed. You can send photos at once, I keep them.
explain-since = The first day it was used. A month, quarter or year is enough. If it is not in use, press the button that says so.
explain-benefit = The money saved or gained; a rough figure is fine, say whether per month or per year. If it has no price, press that button and describe it.
explain-benefit-words = A benefit without a price: safety, health, quality, time, environment…
explain-co-authors = A percentage for each person, at most 100 in all; the rest is yours. If you worked alone, press that button.
explain-recognition = If there is a decision or certificate, say who issued it and when. If not, press the button; you can submit all the same.
explain-files = Send photos, videos or files; a photo of a handwritten page is fine. Press the button below when you are done.

topic-title = Title
topic-kind = Kind
topic-before = Before
topic-solution = Solution
topic-since = In use since
topic-benefit = Benefit
topic-co-authors = Shares
topic-recognition = Recognition
topic-files = Files

# The initiative: answers

noted = ✓ { $value }
noted-as-typed = ✓ Noted.
noted-nothing = ✓ Skipped.
value = { $value }
code = { $code }
left-out = (left out)
not-recognized-yet = Not recognised yet
confirm =
    I understand: <b>{ $value }</b>
    Is that right?
which = Which one do you mean?
garbled =
    Your Vietnamese keyboard seems to be off. Do you mean:
    “{ $decoded }”
required = The officers need “{ $topic }” to review it, so it cannot be skipped. A short answer is enough.
first-question = This is the first question. To change what is known about you, type /hoso.
nothing-to-go-back-to = There is no question to go back to just now. Press a button below, or type /hoso to change what is known about you.
too-long = This has { $length } characters, the most is { $max }. Please shorten it, or send the details as a file.
too-short-title = That name is very short; it is hard to picture. Please add a few words.
too-short-text = Please tell a little more, one sentence is enough.

kind-technical = Technical solution
kind-management = Management solution
kind-operational = Operational solution
kind-application = Application of technical progress
kind-research = Scientific research topic
since-not-yet = Not in use yet
since-day = { $day }
since-days = from { $from } to { $to }
since-month = { $month }/{ $year }
since-quarter = quarter { $quarter } of { $year }
since-year = the year { $year }
benefit-money = { $amount } (in Vietnamese words: { $spelled } đồng)
benefit-about = about { $amount } (in Vietnamese words: { $spelled } đồng)
benefit-not-in-money = { $description } (not in money)
per-year = { $amount } a year
per-quarter = { $amount } a quarter
per-month = { $amount } a month
per-week = { $amount } a week
per-day = { $amount } a day
per-shift = { $amount } a shift
author-alone = you alone, 100%
nameless = (no name)
shares = you { $author }%, { $others }
files-count =
    { $count ->
        [0] none
        [one] 1 file
       *[other] { $count } files
    }

photo-kept = 📎 I keep this photo with your initiative.
file-kept = 📎 I keep this file with your initiative.
voice-kept = 🎤 I keep this recording for the officers to hear. Please also write a few words to answer the question.
files-so-far =
    { $count ->
        [one] 📎 1 file so far (at most { $max }). Send more, or press Done.
       *[other] 📎 { $count } files so far (at most { $max }). Send more, or press Done.
    }
files-full = There are { $max } files already, so I cannot keep another. The earlier ones are safe.
file-limits = I take photos, PDF, Word, Excel, PowerPoint, sound and video, up to { $max } MB each.
the-photo = Photo { $number }
the-file = File { $number }
the-recording = Recording { $number }
the-video = Video { $number }
file-failed = ⚠️ { $failed }
file-failed-later = ⚠️ { $failed } What you have sent is reviewed all the same; if an officer needs this file, they will ask, and you send it with your answer.
file-never-came = { $what } could not be downloaded. Please send it again.
file-too-big = { $what } is larger than { $max } MB, which is more than I can take. Please send a smaller one, or a photo of it.
file-wrong-type = { $what } is of a kind that I do not take. I take photos, PDF, Word, Excel, PowerPoint, sound and video. Please unpack archives (zip, rar) and send what is in them.
file-broken = { $what } cannot be opened. Please check it and send another copy.
files-dropped = The files are removed. Send others, or press the button below.
caption-not-kept = The words under the file are not kept. If they matter, please send them as a message of their own.

preview =
    <b>Please check it one last time:</b>

    { $lines }

    If everything is right, press Send.
preview-author = <b>Author:</b> { $author }
preview-unit = <b>Unit:</b> { $unit }
preview-group = <b>Group:</b> { $group }
preview-line = <b>{ $topic }:</b> { $value }
which-answer = Which part do you want to change?

receipt =
    🎉 <b>Received:</b> your initiative “{ $title }”.
    Your code: <code>{ $code }</code>
    At { $at }

    Next, union officers will read it and reply to you right here; there is nothing more to do. To ask how it stands, type <code>/trangthai { $code }</code>. Thank you!
proof =
    The receipt of initiative <code>{ $code }</code>. Keep this message: with it anybody can check that you submitted it and that the record was not changed, against the published seal of { $day }.

    <code>{ $receipt }</code>
proof-unsealed =
    The receipt of initiative <code>{ $code }</code>. The day you sent it is not sealed yet; type <code>/bienlai { $code }</code> again tomorrow for the whole receipt.

    <code>{ $receipt }</code>
milestone = 🎉 Congratulations! Your initiative <code>{ $code }</code> is number { $number } of the programme. Type <code>/bienlai { $code }</code> to keep its receipt.
already-sent = This initiative has been sent already; its code is <code>{ $code }</code>. There is no need to press again.

# Drafts

draft-kept = I have kept your draft “{ $title }”. When you have time, type /nhap to go on.
draft-kept-untitled = I have kept your draft. When you have time, type /nhap to go on.
draft-aside = Your draft “{ $title }” is kept; type /nhap to go on with it later.
draft-aside-untitled = The draft you were writing is kept; type /nhap to go on with it later.
draft-resumed = Let us go on with “{ $title }”.
draft-resumed-untitled = Let us go on with your draft.
draft-label = { $title } ({ $at })
draft-label-untitled = Untitled ({ $at })
drafts =
    { $count ->
        [one] You have 1 draft. Press it to go on; to delete the one you are writing, type /xoanhap.
       *[other] You have { $count } drafts. Press the one you want to go on with; to delete the one you are writing, type /xoanhap.
    }
no-drafts = You have no drafts.
draft-gone = That draft is gone; you may have sent or deleted it. Type /nhap to see the others.
draft-gone-elsewhere = You have sent or deleted this draft in your other chat, so it is not sent again. Type /cuatoi to see what you have sent.
discard-draft = Delete the draft “{ $title }” for good? It cannot be brought back.
discard-draft-untitled = Delete this draft for good? It cannot be brought back.
draft-discarded = The draft is deleted.
draft-reminder = Your initiative “{ $title }” is not finished yet. Shall we go on? Your answers are all still there.
draft-reminder-untitled = You have an unfinished initiative. Shall we go on? Your answers are all still there.
draft-last-reminder = Your initiative “{ $title }” is still waiting for you. This is the last reminder; the draft stays safe, type /nhap at any time.
draft-last-reminder-untitled = Your draft is still here. This is the last reminder; type /nhap at any time.
stopped = Let us stop here.
nothing-to-stop = There is nothing going on that could be stopped.

# What was sent

mine =
    { $total ->
        [one] <b>You have sent 1 initiative:</b>
       *[other] <b>You have sent { $total } initiatives:</b>
    }
    { $entries }
mine-paged =
    <b>You have sent { $total } initiatives</b> (page { $page }/{ $pages }):
    { $entries }
mine-entry = • { $code } – { $title } – <b>{ $status }</b> ({ $since })
nothing-sent = You have not sent an initiative yet.
tracked =
    <b>{ $code } – { $title }</b>
    Now: <b>{ $status }</b>. { $next }

    { $history }
past = • { $at }: { $status }
past-verified = { "   " }Verified benefit: { $amount }
past-reason = { "   " }Reason: { $reason }
past-note = { "   " }Note: { $note }
status-received = Received
status-in-review = In review
status-needs-info = More information needed
status-supplemented = Supplemented
status-recognized = Recognised
status-rejected = Not recognised
status-withdrawn = Withdrawn by the author
next-received = A union officer will read it and tell you here.
next-in-review = An officer is reading it; I will tell you the result at once.
next-needs-info = Press the button to answer the question.
next-supplemented = An officer will read what you added.
next-recognized = Congratulations!
next-rejected = The reason is below; if you have another idea, type /moi.
next-withdrawn = You have withdrawn it.
code-unknown = I cannot find an initiative of yours with this code. Type /cuatoi to see what you have sent.
code-mistyped = There is a typing error somewhere in this code. Please compare it with the message you got and type it again.
code-needed = Please give me the initiative's code, for example <code>/trangthai SK-1234-5671</code>. Type /cuatoi to see your codes.
confirm-withdrawal = Withdraw the initiative { $code } “{ $title }”? It will not be reviewed any more.
withdrawn = The initiative { $code } is withdrawn. You can send another one at any time.
not-withdrawn = The initiative { $code } stays as it is.
cannot-withdraw = The initiative { $code } is closed ({ $status }), so it cannot be withdrawn any more.
just-decided = An officer has just finished with initiative { $code }, so it cannot be withdrawn any more. You will hear the outcome here shortly.
which-to-withdraw = Which initiative do you want to withdraw?
nothing-to-withdraw = You have no initiative that could be withdrawn. If you have many, type <code>/rut</code> with the code.

# Answering an officer

ask-supplement =
    About the initiative { $code } “{ $title }” an officer asks:
    “{ $question }”

    Answer in words, photos or files, in as many messages as you like.
supplement-so-far =
    { $files ->
        [0] ✓ Your answer for { $code } is noted. Add more, or press Send to the officer.
        [one] ✓ Your answer for { $code } is noted, with 1 file. Add more, or press Send to the officer.
       *[other] ✓ Your answer for { $code } is noted, with { $files } files. Add more, or press Send to the officer.
    }
supplement-files-so-far =
    { $files ->
        [one] ✓ 1 file for { $code }. Add a few words, or press Send to the officer.
       *[other] ✓ { $files } files for { $code }. Add a few words, or press Send to the officer.
    }
supplement-needs-words = There is no answer yet. Please write a few words or send a file first.
supplement-sent = Your answer for the initiative { $code } is sent. An officer will read it and tell you here.
nothing-asked = No officer's question is waiting for you.
supplement-left = I leave the question about { $code } there. When you can answer it, type <code>/traloi { $code }</code>.
supplement-kept = Your answer for { $code } is kept as far as it goes, and not sent to the officer yet. To go on with it, type <code>/traloi { $code }</code>.

# One person, several chats

link-code =
    Your link code: <b>{ $code }</b>
    Open the programme's other chat (Zalo or Telegram) and type this code, or <code>/lienket { $code }</code>
    It works once, within { $minutes } minutes. Give it to nobody, not even to an officer.
link-elsewhere = The code comes from the chat that you have used before: open that one, type /lienket, then type the command with the code here.
link-unclear = A link code has 8 digits. Type it like this: <code>/lienket 1234 5678</code>
link-unknown = This code is wrong, or its time is over. Open the other chat and type /lienket for a new one.
link-over = If this is a link code, it was used or its time is over; type /lienket in the other chat for a new one.
link-too-often = You have typed wrong codes many times, so we pause this. Please try again in an hour; everything else works as usual.
linked-already = This chat and the other one share a profile already. There is nothing more to do.
link-waits = The code is right! One more step: go back to the chat that gave it to you and press <b>Yes, that was me</b>.
link-ask =
    Was it you who just typed a link code in another chat?
    If so, press <b>Yes, that was me</b>: both chats will share one profile, initiatives and drafts. If not, press <b>That was not me</b>: nothing changes.
linked = Done! Both chats now share one profile, one list of initiatives and drafts. The older profile is kept; what it lacked comes from the other. To separate them, type /huylienket in the chat that you no longer use.
linked-here = Done! This chat now shares profile, initiatives and drafts with your other chat. Please go on.
link-refused = Thank you. The code is void and nothing has changed. Please never give a link code to anybody.
nothing-to-link = No link waits for your answer. Type /lienket for a new code.
only-chat = This is your only chat, so there is nothing to separate. To add another one, type /lienket.
unlinked = Separated. This chat no longer knows who you are; everything is still in the other one. To begin anew here, say hello.

# Settings and help

ask-language = Bạn muốn dùng tiếng nào? / Which language?
language-set = From now on I speak English.
reminders-on = I will remind you of an unfinished draft, twice at most and never at night.
reminders-off = I will not remind you of drafts any more. Type /nhap to look at them at any time.
help =
    <b>What I can do</b>
    /moi – submit a new initiative
    /nhap – go on with a draft
    /cuatoi – what you have sent
    /trangthai CODE – how an initiative stands
    /traloi CODE – answer an officer's question
    /bienlai CODE – a receipt to keep and check
    /rut CODE – withdraw an initiative
    /congkhai CODE – show it on the public page, or not
    /quaylai – one question back
    /huy – stop, the draft is kept
    /thongke – results of the campaign and of your unit; /bangxephang – league table
    /chiendich – the phases of the campaign
    /hoso – about you; /donvi – change your unit
    /nhacnho – reminders on or off
    /lienket – join another chat (Zalo, Telegram) of yours; /huylienket – part them
    /ngonngu – Tiếng Việt / English
    /dongy – see and withdraw your agreement
    /dulieu – a copy of your data; /xoadulieu – erase it all
help-officer =
    <b>What I can do</b>
    /hangcho – what waits for review; /canbo – every officer's command
    /moi – submit a new initiative
    /nhap – go on with a draft
    /cuatoi – what you have sent
    /trangthai CODE – how an initiative stands
    /traloi CODE – answer an officer's question
    /bienlai CODE – a receipt to keep and check
    /rut CODE – withdraw an initiative
    /congkhai CODE – show it on the public page, or not
    /quaylai – one question back
    /huy – stop, the draft is kept
    /thongke – results and your part; /bangxephang – league table
    /chiendich – the phases; /chitieu – targets; /bantin – the Monday message
    /giaidoan – change when a phase begins and ends
    /hoso – about you; /donvi – change your unit
    /nhacnho – reminders on or off
    /lienket – join another chat (Zalo, Telegram) of yours; /huylienket – part them
    /ngonngu – Tiếng Việt / English
    /dongy – see and withdraw your agreement
unknown-command = I do not know this command. Type /trogiup to see them all.
not-readable = I cannot read this kind of message. Please type words or press a button.
old-button = That button belongs to an older question and no longer works.
corrected = ✓ Changed as you edited it.
late-correction = I noted that answer before you edited it, so nothing is changed. Type /quaylai, or change it at the final check.
late-correction-of-answer = I noted that message before you edited it, so nothing is changed. Please send one more message that puts it right.
late-correction-of-sent = I took that message before you edited it, so nothing is changed. What is sent cannot be changed by editing a message: type /rut and send it again, or wait until an officer asks.
voice-not-expected = Thank you for the recording, but I do not need it just now, so it is not kept. Please send it again while writing an initiative.
file-not-expected = Thank you, but I do not need a file just now, so it is not kept. Please send it again while writing an initiative.
contact-not-expected = I did not ask for a phone number just now. To change yours, type /sodienthoai.
why-not-a-choice = I am not sure which one you mean. Please press a button, or type its number.
press-under-news = If you are answering a piece of news, please use the button or the command right below it.
home = What would you like to do?
home-named = Hello { $given }, what would you like to do?
welcome-back = Good to have you back! From now on messages reach you as usual.
still-writing = We are at this question:

# Officers to be

reviewer-welcome =
    Welcome: you are now a <b>reviewing officer</b> of { $unit }.
    Press Queue or type /hangcho to see what waits; /canbo shows the commands.
administrator-welcome =
    Welcome: you are now an <b>administrator</b> of { $unit }: you review, and you appoint officers.
    Press Queue or type /hangcho to see what waits; /phanquyen to invite others.
invitation-unknown = This invitation is not right. Please ask for the link again.
invitation-expired = This invitation has expired. Please ask for a new one.
invitation-used = This invitation has been used. If it was not you, tell whoever invited you and ask for a new one.

# Why it could not be read

why-empty = I see no answer.
why-too-long = This is too long for me to read.
why-too-short = Something seems to be missing; please check it.
why-not-a-number = I see no number. Please write a number with its unit, for example: 5 triệu (5 million).
why-needs-unit = Is that thousands, millions or billions? Please add the unit, for example: 5 triệu (5 million).
why-several-amounts = I see several amounts. Please write just one, for example: 5 triệu mỗi tháng (5 million a month).
why-calculation = Please work it out to one number, for example: 360 triệu một năm (360 million a year).
why-odd-number = This number is written in an unusual way. Please write it again, for example: 1.200.000 đồng.
why-needs-total = This is for one piece or one person. Please give the total per month or per year.
why-too-vague = Please give a rough number, for example: khoảng 30 triệu (about 30 million).
why-foreign-currency = Please convert it to đồng, for example: 25 triệu đồng.
why-negative = A benefit cannot be negative. Please write it again, or choose that it is not in money.
why-too-large = This is very large, perhaps a zero too many. Please check it.
why-not-a-date = I cannot read a date. Please write it like: 15/3/2026, 3/2026 or 2025.
why-no-such-day = No calendar has this day. Please check it.
why-lunar = Please use the solar calendar.
why-future = This day is still to come. If it is not in use yet, press the button that says so; otherwise please check the date.
why-not-yet = If it is not in use yet, press the button that says so.
why-not-a-phone = This does not look like a Vietnamese phone number. Type it like: 0912 345 678, or skip.
why-several-phones = I see several numbers. Please give the one you use most.
why-not-a-name = This does not look like a full name. Type it like: Nguyễn Thị Hoa.
why-looks-like-phone = This looks like a phone number, and my question is the one below.
why-one-word = Please write family and given name, for example: Nguyễn Thị Hoa.
why-not-yes-or-no = Please answer yes or no.
why-not-a-code = This is no initiative's code. A code looks like SK-1234-5671.
why-not-shares = I cannot read names and percentages. Write them like: Trần Văn Bình 30%, Lan 20%.
why-bad-share = Somebody's percentage is missing or not a whole number. Please give one for each person, for example: Bình 30%, Lan 20%.
why-over-hundred = That comes to more than 100%. Please divide it again; your share is the rest.

# On buttons

button-agree = I agree
button-read-all = Read it all
button-disagree = I do not agree
button-withdraw-consent = Withdraw my agreement
button-share-phone = 📱 Share my phone number
button-skip = Skip
button-right = Right
button-change = Change
button-as-decoded = Yes, that is what I mean
button-as-typed = Keep it as I typed it
button-unit-not-there = My unit is not here
button-not-yet-used = Not in use yet
button-not-in-money = It has no price
button-alone = Only me
button-not-recognized-yet = Not recognised yet
button-no-files = No files
button-files-done = Done
button-drop-files = Remove all files
button-send = Send
button-edit = Change
button-keep-draft = Keep as draft
button-back-to-preview = ‹ Back to the check
button-continue = Go on writing
button-new = Submit a new initiative
button-mine = My initiatives
button-drafts = My drafts
button-discard = Delete it
button-keep = Keep it
button-earlier = ‹ Previous page
button-later = Next page ›
button-withdraw = Withdraw this one
button-withdraw-sure = Withdraw it
button-track = See how it stands
button-answer-officer = Answer the officer's question
button-send-supplement = Send to the officer
button-not-now = Not now
button-vietnamese = Tiếng Việt
button-english = English
button-reminders-on = Remind me
button-reminders-off = No more reminders
button-name = Change name
button-phone = Change phone number
button-unit = Change unit
button-group = Change group
button-help = Help
button-queue = Queue
button-link-yes = Yes, that was me
button-link-no = That was not me

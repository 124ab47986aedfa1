# About the campaign: when it takes initiatives, targets, results.

pause = The campaign takes no initiatives at present.
pause-before = The campaign is not open yet: { $phase } takes initiatives from { $opens } until { $closes }.
pause-between = { $last } ended at { $ended }. { $phase } takes initiatives from { $opens } until { $closes }.
pause-after = { $phase } ended at { $closes }; no new phase is announced yet.
write-ahead =
    { $pause }
    You can write ahead: I keep your draft, and when the time comes you only press send.
kept-for-later =
    I could not send your initiative “{ $title }” yet, but it is safe as a draft.
    { $pause }
    When it opens, type /nhap and press send. Shall I remind you on that day?
kept-without-end =
    I could not send your initiative “{ $title }”, but it is safe as a draft.
    { $pause }
    Please ask your grassroots union about the next phase. Your draft stays in /nhap.
opening-noted = Noted: when { $phase } opens ({ $opens }), I will write to you right here.
open-already = Initiatives are being taken now. Type /nhap to look at your draft and send it.
no-opening-known = No new phase is announced yet, so I cannot promise a day. Your draft stays in /nhap.
phase-opened = { $phase } is open until { $closes }. Your draft “{ $title }” is waiting: look it over and press send.
phase-opened-untitled = { $phase } is open until { $closes }. Your draft is waiting: look it over and press send.

applied-between = from { $from } to { $to }
applied-from = from { $from }
applied-until = until { $to }
applied-any = on any day
outside-applied =
    Please check: { $said }.
    The campaign only considers initiatives first used { $window }. If the date was a slip, please correct it. If it is right, you can still send it, but it will most likely not be recognised.
partly-applied = Note: { $said } lies only partly in the time that counts ({ $window }). It counts all the same; if you remember the day, correct it to be sure.

button-tell-opening = Remind me when it opens
button-date-is-right = The date is right
button-correct-date = Correct the date

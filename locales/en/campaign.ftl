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

# Results

progress = Entered: <b>{ $entered }</b> · Valid: <b>{ $valid }</b>
progress-of-target = Entered: <b>{ $entered }</b> · Valid: <b>{ $valid }</b> = <b>{ $percent }%</b> of the target { $target }
progress-hidden = Entered: <b>{ $entered }</b> · Valid: not published, because few people submitted
not-counted = The figures are being counted; please ask again in a few seconds.
unknown-unit = I found no unit “{ $typed }”. Type its code or a part of its name, for example: <code>/thongke Hòa Bình</code>

overview-name = <b>{ $name }</b>
overview-always = Initiatives are taken at all times; there are no phases.
overview-phase = <b>{ $phase }</b>: { $opens } – { $closes }
overview-phase-open = 🟢 <b>{ $phase }</b> (open): { $opens } – { $closes }
overview-applied = What counts: initiatives first used { $window }.

statistics-head = <b>{ $campaign }</b>, at { $at }
statistics-phase = <b>{ $phase }</b> (until { $closes })
statistics-total = <b>The whole campaign</b>
statistics-people = People who submitted: <b>{ $people }</b>
statistics-own = 🏭 <b>{ $unit }</b>
unit-head = 🏭 <b>{ $unit }</b>, at { $at }
place-in-cluster = Place { $rank } of { $of } in { $cluster }, by entries
place-beside = Place { $rank } of { $of } among its neighbours, by entries
place-of-unit = { $unit }: { $place }

picture-look = See the chart
picture-entered = Entered
picture-valid = Valid
picture-goal = { $percent }% of the target { $target }
picture-days = Entries a day, the last { $count } days

part-head = 📋 <b>Your part: { $unit }</b>
part-nothing-waits = Nothing waits for review. 👏
part-backlog = Waiting for review: <b>{ $total }</b> (under 3 days: { $fresh }, under a week: { $week }, under 30 days: { $month }, over 30 days: <b>{ $overdue }</b>)
part-needed = To reach the target: <b>{ $number }</b> more valid initiatives a day, for the { $days } days that are left.
part-reached = 🎉 The target is reached.

league-all = 🏆 <b>League table</b>
league-cluster = 🏆 <b>League table: { $cluster }</b>
league-phase = { $phase }, at { $at }
league-whole = The whole campaign, at { $at }
league-rule = Ordered by entries. ✅ marks who has exceeded their own target and can be commended within the cluster; equals share a place.
league-rate-rule = Ordered by entries for each 1,000 members; units whose members are not known have no place.
league-empty = There is no unit to rank yet.
league-name = { $rank }. <b>{ $name }</b>
league-own-name = { $rank }. 👉 <b>{ $name }</b>
league-entry = { $name } { $award }
    { $figure }
league-above = ✅
league-below = {""}
league-no-target = (no target yet)
league-rate = <b>{ $rate }</b> entries for each 1,000 members
league-page = Page { $page } of { $pages } ({ $total } units)

# Targets

targets-for-officers = Targets are for officers in charge. To see the results, type /thongke.
not-your-unit = { $unit } is outside your part, or this takes an administrator of the unit above it.
targets-head = 🎯 <b>Targets of { $unit }</b>
targets-none = There is no target yet.
targets-whole = The whole campaign
target-assigned = <b>{ $phase }</b>: assigned { $assigned }
target-own = <b>{ $phase }</b>: set by the unit itself { $own }
target-with-own = <b>{ $phase }</b>: assigned { $assigned }, set by the unit itself { $own }
targets-assign = To assign: <code>/chitieu { $code }{ $phase } 500</code>
targets-add = For the unit's own, higher one: <code>/chitieu { $code }{ $phase } tu 600</code>
target-unit-missing = Write the unit's code before the number, for example: <code>/chitieu MAYHB P1 500</code>
target-not-read = I found no unit with the code “{ $typed }”. Write the unit's code, the phase's code and the number, for example: <code>/chitieu MAYHB P1 500</code>
target-out-of-range = A target is a number from 1 to { $most }. Please type it again.
assigned-from-above = What is assigned comes from above the unit. For the unit's own, higher target type: <code>/chitieu { $code } tu { $figure }</code>
own-below-assigned = The unit's own target ({ $own }) must not be below what is assigned ({ $assigned }). Please type it again.
set-target =
    Set the target of <b>{ $unit }</b>?
    Now: { $before }
    Then: { $after }
target-set =
    ✓ Noted for { $unit }.
    { $after }
target-overtaken = ⚠️ <b>The unit's own target { $own } that you have just agreed to was not set</b>, because right before it the unit was assigned { $assigned }. Type /chitieu to see it, and set { $assigned } or more.

# Phases

phase-window = { $phase }: { $opens } – { $closes }
phase-window-grace = { $phase }: { $opens } – { $closes }, and { $grace } minutes of grace

# The message of Monday

weekly-greeting = A new week! How the campaign stands this morning:
weekly-on = On Monday mornings I will tell you how the campaign and your part stand.
weekly-off = I will not send the Monday message any more. Type /thongke to look at any time.
weekly-for-administrators = The Monday message is for administrators. To see the results, type /thongke.

button-statistics = Results
button-league = League table
button-overview = Campaign
button-by-entries = By entries
button-per-thousand = Per 1,000 members
button-all-units = All units
button-no-digest = No Monday message
button-digest = Send it again
button-leave-it = Leave it

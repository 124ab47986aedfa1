# The public page: results, league table, gallery, how the numbers are made.

brand = One Million Initiatives
this-language = English
skip = Skip to the main content
menu = Pages
results = Results
league = League table
gallery = Initiatives
method = Method
open-data = Open data
submit = Submit your initiative
find = Search
foot = Every number on this page is added up from single submissions and single decisions.
to-results = To the results
home-description = { $entered } submitted, { $valid } valid initiatives. Updated all the time, open to everybody's check.

## The measures
entered = Submitted
valid = Valid
of-target = % of target
target = Target
people = People who submitted
people-short = People
declared = Benefit declared by authors
declared-short = Declared
verified = Benefit verified by officers
verified-short = Verified
hidden = Not published, because few people submitted
name = Name
target-is = Target: { $target } valid initiatives
progress-told = { $percent } of the target of { $target } valid initiatives
as-of = As of
lag = At most about 5 seconds behind.
pause = Pause
nothing-yet = There are no figures yet.
as-table = Show as a table

## By day
days-title = Submitted by day
days-column = Each day
days-line = All until then
days-each = Get the figures of each day (CSV)
days-told = Chart of submissions from { $from } to { $to }: { $total } in all, { $peak } at most, on { $on }.
day = Day
month = Month

## Phases
phases-title = By phase
phase = Phase
entries-taken = Entries taken

## League table
leaders-title = Leading units
league-title = League table of units
league-lead = A unit's numbers include the units below it. Choose a unit's name to look inside.
league-whole = See all { $units } units
league-scope = Scope
league-top = Federations and sectors
league-all = Every unit
find-unit = Find a unit
order-by = Order by
order-valid = Valid
order-entered = Submitted
order-target = % of target
order-members = For each 1,000 members
per-thousand-short = Per 1,000 members
rank = Rank
unit = Unit
no-unit = No unit was found. Try fewer words, or the unit's code.
units-found = { $units } units
ties = Units with the same number share a rank. A unit whose valid number is not published has no rank.
paging = Pages of the list
page-of = Page { $page } of { $pages }
earlier = Previous page
later = Next page

## By what
provinces-title = By province
provinces-which = List of provinces
provinces-now = The 34 provinces of today
provinces-before = The 63 of before July 2025
provinces-before-note = For comparison with earlier years. A province that never had a federation of its own in this system is counted with the province of today.
groups-title = By group of participants
kinds-title = By kind of solution
clusters-title = By emulation cluster
no-group = No group chosen

## Milestones
milestones-title = Milestones
number = Initiative number { $number }

## Why it can be trusted
trust-title = Why these numbers can be trusted
trust = Every submission and every decision is written down once and cannot be changed or deleted. The numbers here are added up from those records, which are sealed every day.
few = Where fewer than { $few } people have submitted, only the number of submissions is published, so that nobody can be guessed.
seal = Seal of { $day }, over { $events } records:
method-more = How it is counted, and how to check it yourself

proof-title = Check a receipt
proof-lead = Whoever holds an initiative's receipt can check that it was submitted and that the record was not changed. A receipt holds no name and no text.
proof-paste = Paste the receipt here (the whole message of /bienlai will do)
proof-check = Check
proof-unread = There is no receipt in this text. Please copy everything from the opening to the closing brace.
proof-unknown = There is no such record. The receipt was changed, or a part of it is missing.
proof-written = ✓ It is right. Initiative { $code } was recorded at { $at }.
proof-not-sealed = That day is not sealed yet; check again tomorrow for the whole proof.
proof-sealed = The record lies under the seal of { $day }.
proof-seal = The seal of that day, to compare with the published one:
proof-whole = The whole receipt, to keep and to check without a network
proof-offline = How to check it on your own computer
proof-here = Check it on this page
method-title = How the numbers are made
method-lead = What each number means, where it comes from, and how you can check it yourself.
what-entered = What does "submitted" mean?
what-entered-answer = Every initiative that a worker sends is counted once, even while it waits for review, when it is not recognised or when its author withdraws it. The number never falls. The day is the one on which the author pressed send, in Vietnam's time.
what-valid = What does "valid" mean?
what-valid-answer = An initiative that a union officer has examined and recognised. Only this number is compared with the target.
what-target = How is the share of the target worked out?
what-target-answer = The valid number divided by the assigned target. What is left over is cut off and never rounded up: when the page says 100%, it is reached.
what-people = How are people counted?
what-people-answer = Everybody is counted once in the whole programme, however many initiatives they send, in the unit they belonged to when they sent the first.
what-benefit = Why are there two numbers for the benefit?
what-benefit-answer = One is what authors declare, the other is what officers verified when they recognised the initiative. They stand apart and are never added up. A benefit that has no price is in neither.
what-hidden = What is not published?
what-hidden-answer = A person's name appears only where that person has agreed. Where fewer than { $few } people have submitted, the page and the chat tell only the number of submissions; where needed, the next smallest places are held back too, so that nobody can find the rest by subtraction. Initiatives that are not public are counted, but not shown in the gallery.
what-corrected = Can a number change later?
what-corrected-answer = Yes, when an officer decides anew or takes a decision back. A change counts on the day on which it happens; earlier days stay as they were. When units merge, their numbers go with them.
seal-title = A seal every day
seal-text = At the end of each day, all records of that day are condensed into one line of characters. If any record is changed, the line no longer fits. You can copy it now and compare it later.
verify-title = Check your receipt yourself
verify-text = Type /bienlai and the initiative's code in the chat, and you get a receipt: the proof that your submission lies under that day's seal. Save it in a file, and you can check it on your own computer without a network:

data-title = Open data
data-lead = Every table of this page can be had as JSON and CSV, to be used freely; please name the source.
data-rules = Every answer has an ETag: ask again with If-None-Match and you get it only if it has changed. An address may ask 10 times a second; beyond that the server asks you to wait a moment (429, Retry-After).
badge-title = Put the number on your page
badge-text = Add this picture to your unit's web page; the number stays up to date.
badge-alt = The programme's number of valid initiatives
badge-valid = valid initiatives
badge-entered = submitted

## Gallery
gallery-title = Recognised initiatives
gallery-lead = Initiatives whose authors agreed to share them. A name is shown only if the author wishes.
find-initiative = Find an initiative
gallery-empty = No initiative is published yet. When one is recognised, its author is asked whether it may be shown here.
gallery-none = Nothing was found. Try another word, or fewer.
gallery-consent = Published with the author's consent.
gallery-back = See other initiatives
recognized-on = Recognised on { $day }

## Where there is no page
not-found = There is no such page
not-found-text = The address may be mistyped, or the content is no longer published.
busy = The page is busy
busy-text = Please wait a moment and load the page again.

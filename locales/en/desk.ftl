# Said to union officers.

desk-not-an-officer = This command is for appointed union officers. Type /trogiup to see what you can do.
desk-not-an-administrator = Only an administrator can appoint officers. If you need more people, please ask the union above yours.
desk-help =
    <b>What an officer can do</b>
    { $lines }

    Type codes as you like: SK-1234-5671, sk 1234 5671 or 12345671.
desk-help-line = <code>{ $usage }</code> – { $about }
desk-old-button = That button belongs to an older question and does nothing any more. Type /hangcho to see what is waiting.
desk-stopped = Stopped; nothing has changed. Type /hangcho to see what is waiting.
desk-still-asked = The question below still waits for an answer in words or for a button. Type /huy to drop it.
desk-no-code =
    Please give the initiative's code, like this:
    <code>{ $usage }</code>
desk-not-a-code =
    I see no code there. A code looks like SK-1234-5671; please type:
    <code>{ $usage }</code>
desk-wrong-check-digit = There is a typing error in this code: its check digit does not match. Please look at each digit and try again.
desk-not-understood =
    I did not understand the rest of that command. Please type:
    <code>{ $usage }</code>
desk-not-found = There is no initiative { $code } in your part of the union. Please check the code, or type /hangcho.
desk-too-long = That is more than { $max } characters, which is hard to read on a phone. Please shorten it and send it again.

# The queue

desk-queue = <b>Waiting: { $total }</b> (oldest first)
desk-queue-filtered = <b>Waiting: { $total }</b> ({ $filter })
desk-more-than = more than { $total }
desk-queue-entry =
    { $number }. <b>{ $title }</b>
    { $code } · { $kind } · { $place }
    Waiting for { $age } · { $status }
desk-queue-empty = Nothing is waiting. Thank you! You will be told when new work comes.
desk-queue-none-fits = Nothing that waits fits: { $filter }. Remove the filter to see everything.
desk-queue-filter = Which part of the queue do you want to see? You can also type it, such as <code>/hangcho technical</code> or <code>/hangcho name of a unit</code>.
desk-queue-filter-on = Filtered by: { $filter }. Choose more, or remove the filter.
desk-page = Page { $page }/{ $pages }
desk-which-unit = “{ $typed }” may be one of these units. Please choose:
desk-no-such-unit = There is no unit “{ $typed }” in your part of the union. Please try another part of its name.
desk-milestone = 🎉 Number { $number } of the programme: <code>{ $code }</code>, { $unit }, sent at { $at }.
desk-milestone-nowhere = 🎉 Number { $number } of the programme: <code>{ $code }</code>, sent at { $at }; the workplace is not in the list.
desk-new-work = Initiatives have come in, or more about one. Your queue: { $total }.

# The author's phone number

desk-phone =
    Author of { $code }: <b>{ $name }</b>, phone <b>{ $phone }</b>
    It has been recorded that you looked. Use it to talk about the initiative only, and do not pass it on.
desk-no-phone = The author of { $code } has not given a phone number. Type /bosung and the code to ask right here.

# The card

desk-card-title = <b>{ $code } · { $title }</b>
desk-card-status = { $status } since { $since }
desk-card-status-of = { $status } since { $since } ({ $officer })
desk-card-submitted = Submitted { $at }
desk-card-waiting = Submitted { $at } · has waited for { $age }
desk-card-news-waits = ⏳ Some news has not reached the author: this chat may write only after the author does.
desk-card-no-quota = ⏳ The author's chat has used up what it may send; news goes out when it may again.
desk-card-author-left = ⚠️ The author has blocked or left the chat and gets no news. If it is urgent: <code>/sodt { $code }</code>
desk-card-author = <b>Author:</b> { $name }
desk-card-place = <b>Unit:</b> { $place }
desk-card-group = <b>Group:</b> { $group }
desk-card-shares = <b>Shares:</b> author { $own }%, { $shares }
desk-card-kind = <b>Kind:</b> { $kind }
desk-card-before = <b>Before:</b> { $words }
desk-card-solution = <b>Solution:</b> { $words }
desk-card-since = <b>In use since:</b> { $since }
desk-card-partly-applied = ⚠️ Only partly within the time that counts.
desk-card-outside-applied = ⚠️ Outside the time that counts; the author was asked about it.
desk-card-benefit = <b>Benefit (declared by the author):</b> { $benefit }
desk-card-recognition = <b>Recognised before (declared by the author):</b> { $words }
desk-card-not-recognised-yet = <b>Recognised before (declared by the author):</b> not yet
desk-card-supplement =
    <b>Asked:</b> { $question }
    <b>Answered:</b> { $answer }
desk-card-question = <b>The author is being asked:</b> { $question }
desk-card-files = <b>Files:</b> { $count }
desk-card-history = <b>History</b>
desk-card-past = { $at } · { $who } · { $status }
desk-card-past-more = { $at } · { $who } · { $status }: { $more }
desk-place = { $name } ({ $path })
desk-place-typed = { $typed } (as the author typed it; not in the list)
desk-place-unknown = not known
desk-author = Author
desk-another-officer = another officer
desk-days =
    { $number ->
        [one] 1 day
       *[other] { $number } days
    }
desk-hours =
    { $number ->
        [one] 1 hour
       *[other] { $number } hours
    }
desk-seconds =
    { $number ->
        [one] 1 second
       *[other] { $number } seconds
    }
desk-minutes =
    { $number ->
        [one] 1 minute
       *[other] { $number } minutes
    }
desk-lines = { $lines }
desk-words = { $words }

desk-files = Files of { $code }, sent with this message: { $count }.
desk-no-files = Initiative { $code } has no files.
desk-files-need-link = Initiative { $code } has { $count } files. This chat cannot show files; please open Telegram and give this command there.
desk-file-waiting = ⏳ { $what } is being downloaded. Please look again in a few minutes.
desk-file-never-came = ⚠️ { $what } could not be downloaded. If you need it, press Ask for more and the author will send it again.
desk-file-refused = ⚠️ { $what } was not kept: it cannot be opened or is not safe. The author has been told.
desk-link-ended = This link has ended. Please go back to the chat and press Show files for a new one.
desk-files-late = Some files cannot be sent at the moment. Please give the command again in a few minutes.

# Review

desk-own-initiative = { $code } is your own initiative, so another officer will review it, to keep things fair.
desk-text-changed = The author has changed { $code } since you read it. No decision was recorded; please read the new text below and decide again.
desk-read-first = No decision was recorded. Please read { $code } below first, then press a button or repeat the command.
desk-claimed =
    You are reviewing { $code }: <b>{ $title }</b>.
    The author will know that it is being looked at.
desk-claimed-already = You are reviewing { $code } already.
desk-held-by-another = { $code } is with { $officer } since { $since }. If you have agreed on it, you can take it over.
desk-recognized = ✅ Recognised { $code }: <b>{ $title }</b>
desk-verified = Verified benefit: { $amount }
desk-verified-nothing = Verified benefit: none given
desk-not-recognized = Not recognised { $code }: <b>{ $title }</b>
desk-reason = Reason: { $reason }
desk-note = Note: { $note }
desk-author-hears-later = The author will be told in { $after }. If this was a mistake, type /hoantac or press the button within { $undo }.
desk-author-hears-before = The author will be told in { $after }. If this was a mistake, type /hoantac or press the button within { $undo }; an author who was told already will get a correction.
desk-author-hears-now = The author is told now. If this was a mistake, type /hoantac or press the button within { $undo }; the author will get a correction.
desk-author-hears-when-they-write = The author has not written for a while and cannot be sent anything now. They will get it as soon as they write.
desk-author-hears-with-quota = The author's chat has used up what it may send. They will get it as soon as it may send again.
desk-author-left = The author has blocked or left the chat and cannot be told now; they will see it when they come back. If it is urgent, type <code>/sodt { $code }</code> for their number.
desk-asked =
    Your question about { $code } was sent to the author:
    “{ $question }”
    When the author answers, the initiative comes back to the queue.
desk-asked-already = That question about { $code } was sent to the author already and waits for an answer.
desk-decided = { $code } was decided before: <b>{ $status }</b>, by { $officer } at { $at }. Nothing has changed through you.
desk-decided-by-you = { $code } is done: you recorded <b>{ $status }</b> at { $at }. No need to press again.
desk-withdrawn = The author withdrew { $code } at { $at }, so it needs no review any more.
desk-taken-back = Your decision on { $code } is taken back: <b>{ $title }</b>. It is in review again.
desk-nothing-to-take-back = There is no decision of yours that can still be taken back. Type /hangcho to go on.
desk-not-decided = { $code } is not decided (it is: { $status }), so there is nothing to take back.
desk-not-your-decision = The decision on { $code } was made by { $officer }; only whoever decided can take it back.
desk-too-late = The decision on { $code } was made at { $at }, more than { $undo } ago, and stands. If it is wrong, please tell the union above yours.
desk-ask-reason = Why is { $code } not recognised? Choose a reason; you can also type its number and a few words.
desk-reason-unknown = I do not see which reason of the list that is.
desk-ask-note =
    Reason: <b>{ $reason }</b>
    Write a few words that help the author of { $code } to understand, or skip.
desk-ask-question = What do you want to ask the author of { $code }? The question is sent as you write it.
desk-which-benefit = The verified benefit for { $code } can be read in several ways. Please choose, or type the amount again with its unit:

# Appointments

desk-officers = <b>Officers in your part of the union: { $total }</b>
desk-officer = • <b>{ $name }</b> · { $role } · { $place }
desk-officer-you = • <b>{ $name }</b> (you) · { $role } · { $place }
desk-no-officers = There are no officers here yet. Press the button below to invite the first one.
desk-invite-role =
    What shall this person be?
    • Reviewer: reads initiatives and decides.
    • Administrator: the same, and invites or dismisses others.
desk-invite-unit = For which unit do you invite a { $role }? Choose, or type a part of the name or the code of a unit below yours.
desk-invitation-link =
    An invitation to be <b>{ $role }</b> at { $place }. Pass this link on:
    { $way }
    It works once, until { $expires }. It is shown only here and is not kept.
desk-invitation-command =
    An invitation to be <b>{ $role }</b> at { $place }. Ask the person to type this line here:
    <code>{ $way }</code>
    It works once, until { $expires }. It is shown only here and is not kept.
desk-revoke-sure = Dismiss <b>{ $name }</b> as { $role } at { $place }? They will no longer read and decide initiatives there.
desk-revoked = <b>{ $name }</b> is dismissed at { $place }, from now on. They will be told.
desk-officer-gone = This officer is not in your part of the union; the list may have changed. Please look at it again.
desk-not-yourself = You cannot dismiss yourself. Another administrator has to do it.

# On buttons

desk-button-claim = Take up
desk-button-claim-anyway = Take over
desk-button-recognize = ✅ Recognise
desk-button-recognize-as = ✅ Recognise { $amount }
desk-button-ask = Ask for more
desk-button-reject = Do not recognise
desk-button-next = Next
desk-button-files = See files
desk-button-show = See the initiative
desk-button-take-back = Take back
desk-button-queue = Queue
desk-button-earlier = ‹ Previous page
desk-button-later = Next page ›
desk-button-filter = Filter
desk-button-no-filter = Show all
desk-button-skip = Skip
desk-button-stop = Leave it
desk-button-officers = List of officers
desk-button-invite = Invite an officer
desk-button-revoke = Dismiss: { $name }
desk-button-revoke-sure = Yes, dismiss

# Names

desk-role-reviewer = Reviewer
desk-role-administrator = Administrator

# Commands: how they are typed, and what for

desk-usage-queue = /hangcho [page] [unit] [kind] [status]
desk-about-queue = What is waiting, oldest first
desk-usage-show = /xem CODE
desk-about-show = Read an initiative
desk-usage-next = /tiep
desk-about-next = The next one that is waiting
desk-usage-claim = /nhan CODE
desk-about-claim = Take it up for review
desk-usage-recognize = /duyet CODE [verified benefit] [note]
desk-about-recognize = Recognise an initiative
desk-usage-ask = /bosung CODE question
desk-about-ask = Ask the author for more
desk-usage-reject = /tuchoi CODE reason [note]
desk-about-reject = Do not recognise
desk-usage-undo = /hoantac [CODE]
desk-about-undo = Take a decision back within 10 minutes
desk-usage-take-down = /gobai CODE reason
desk-about-take-down = Take down from the public page
desk-usage-files = /tep CODE
desk-about-files = See the files
desk-usage-officers = /phanquyen
desk-about-officers = Officers: list, invite, dismiss
desk-usage-phone = /sodt CODE
desk-about-phone = See the author's phone number (this is recorded)
desk-usage-help = /canbo
desk-about-help = What an officer can do

menu-moi = Submit a new initiative
menu-nhap = Unfinished drafts
menu-cuatoi = My initiatives
menu-trangthai = See where an initiative stands
menu-traloi = Answer an officer's question
menu-rut = Withdraw an initiative
menu-quaylai = One question back
menu-huy = Stop, and keep the draft
menu-thongke = Results of the campaign and your unit
menu-bangxephang = League table
menu-hoso = What is known about me
menu-donvi = Change your unit
menu-nhacnho = Reminders on or off
menu-ngonngu = Tiếng Việt / English
menu-lienket = Join another chat of yours
menu-dongy = See or withdraw your consent
menu-dulieu = A copy of my data
menu-xoadulieu = Erase my data
menu-trogiup = Help

# To the worker

told-in-review =
    Your initiative { $code } “{ $title }” is <b>in review</b>: a union officer has taken it up and is reading it.
    There is nothing you need to do; you will hear of the result or of any question at once.
told-question =
    About your initiative { $code } “{ $title }”, the union officer asks for <b>more information</b>:
    “{ $question }”
    Press the button below or type <code>/traloi { $code }</code> to answer with words, photos or files. Then the review goes on.
told-recognized = 🎉 Congratulations! Your initiative { $code } “{ $title }” is <b>recognised</b>.
told-recognized-next = It counts towards the programme's results. There is nothing more you need to do; if you have another idea, type /moi.
told-not-recognized = Your initiative { $code } “{ $title }” was <b>not recognised</b> this time. Thank you for sending it.
told-advice = What you can do: { $advice }
told-note = The officer writes: { $note }
told-taken-back =
    Sorry, the last message about your initiative { $code } “{ $title }” was a mistake: the officer has taken the decision back and it is <b>in review</b> again.
    There is nothing you need to do; you will hear of the result at once.
told-dismissed = Your appointment as officer at { $place } has ended. Thank you for your help. You can submit initiatives as before; type /trogiup to see how.
told-button-answer = Answer
told-button-follow = See the initiative
told-button-another = Submit another one

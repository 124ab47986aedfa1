# A person's own data: a copy of it, and erasing it.

copy = This is everything that the programme keeps about you: one file to read, and one as JSON for computers. It holds private things, so please do not pass it on to strangers. If something is wrong, correct it with /hoso.
copied-already = You have had { $times } copies today; please look at the messages above, or ask again tomorrow.
nothing-kept = The programme keeps nothing about you, apart from the id of this chat to answer you; that goes by itself once you stop writing.
erase =
    <b>Erase everything about you?</b>
    This goes, and cannot be brought back:
    { $goes }
goes-profile = • your name, phone number, unit, group and agreement
goes-initiatives = • the text of { $count } submitted initiatives, and what you and the officers wrote about them
goes-open = • { $count } initiatives that are not decided are withdrawn; the officers who have them are told
goes-shared = • { $count } initiatives with co-authors: their part goes, too, so please ask them first
goes-shown = • { $count } initiatives are taken down from the public page
goes-drafts = • { $count } drafts
goes-files = • { $count } files and photos
goes-chats = • all { $count } chats that you have linked
goes-officer = • you are no officer any more; what you have decided stands, without your name
erase-stays =
    <b>What stays,</b> without you: the code, unit, kind, days, outcome and amounts of each initiative, so that the results remain right.
    Colleagues may have named you. At your workplace, its parts, and the company or corporation above it, your name is taken out of the lists of co-authors, in drafts too, if nobody there has the same. Where it stands in a text, or elsewhere, please ask whoever wrote it.
    It is done as soon as you press the button; files are gone within hours, backups within { $days } days (Law No. 91/2025/QH15).

    If you only want fewer messages, there is no need to erase: type /nhacnho. If you are sure, press the button, or type ERASE.
say-erase = So that nothing is erased by mistake, press the button or type the word ERASE. To keep everything, type NO.
not-erased = Nothing is erased; everything is as it was.
erased =
    Done. Nothing of what you have sent is kept any more; the id of this chat goes within minutes, backups within { $days } days.
    The messages of this chat are on your phone and with the chat platform; please delete them there. Thank you for having taken part. To begin anew, just say hello.
erased-for-you =
    As you have asked, everything about you in the programme is erased; backups are gone within { $days } days.
    To begin anew, just say hello.
ends-soon =
    You have not written to the programme for a long time. Unless you say something, everything about you is erased on { $day }: name, phone number, the words and files of your initiatives. What has been counted stays.
    To keep it, just send one word or press the first button. For a copy, or to have it erased now, press one of the others.
author-erased = The author of { $code } has had their data erased. The initiative is withdrawn and you need not do anything. What is next: /hangcho
text-erased = The text of { $code } was erased at its author's wish; only the figures are left. There is nothing to do.
consent-changed = <b>The agreement about personal data has changed,</b> so I ask once more. Everything that you have written is still there.
agreed-again = Thank you! Let us go on.
change-refused = I respect your decision: from now on I ask and keep nothing more. What you sent before is kept as you agreed to then; to erase it all, type /xoadulieu. If you change your mind, press the button below or type /dongy.
button-erase = Erase my data
button-erase-sure = Erase everything
button-keep-data = Keep it
button-copy-first = A copy first

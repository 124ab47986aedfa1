# To whoever runs the campaign and changes its name, phases, kinds, groups, reasons, clusters.

settings-for-owners = Only administrators of the whole programme can change this. Type /chiendich to see the programme.
settings-overtaken = ⚠️ <b>The change you have just agreed to was not made</b>, because somebody else changed the programme right before it. { $why } Type /chiendich to see how it is now, and type the command again if you still want the change.
settings-asked-no-more = What this button was for is done, or you have asked for something else since. Type the command again if you still want the change.

settings-campaign = ⚙️ <b>The programme</b>
settings-phases = 🗓 <b>The phases</b>
settings-kinds = 🗂 <b>Kinds of initiatives</b>
settings-groups = 👥 <b>Groups of participants</b>
settings-reasons = 📄 <b>Reasons for not recognising</b>
settings-clusters = 🏁 <b>Emulation clusters</b>
settings-none = There is none yet.
settings-numbered = { $number }. { $item }
settings-name = <b>{ $name }</b>
settings-phase = <code>{ $code }</code> · { $window }
settings-group = <b>{ $words }</b>
settings-reason =
    <b>{ $words }</b>
    Advice: { $advice }
settings-cluster = <b>{ $words }</b> ({ $count } units: { $units })
settings-retired = ⏸ (no longer offered) { $item }

settings-how-campaign =
    ⚙️ Rename the programme: <code>/chiendich ten Một triệu sáng kiến</code>
    Days in which an initiative must have been in use: <code>/chiendich apdung 10/9/2021 1/9/2023</code>
    Everything else: /giaidoan · /loai · /doituong · /lydo · /cum · /chitieu
settings-how-phases =
    Move the end: <code>/giaidoan P1 dong 24:00 31/12/2026</code>
    Move the beginning: <code>/giaidoan P1 mo 0:00 1/12/2026</code>
    Minutes of grace after the end: <code>/giaidoan P1 them 30</code>
    Rename: <code>/giaidoan P1 ten Giai đoạn 1 / Phase 1</code>
    Add a phase: <code>/giaidoan P3 moi 1/1/2027 31/3/2027 Giai đoạn 3 / Phase 3</code>
settings-how-kinds = Use the buttons to stop or start taking a kind, or type <code>/loai 5 tat</code>, <code>/loai 5 bat</code>
settings-how-groups =
    Add: <code>/doituong moi Lao động tự do / Freelancer</code>
    Rename: <code>/doituong 1 ten Công nhân / Worker</code>
    No longer offer: <code>/doituong 1 tat</code> · Offer again: <code>/doituong 1 bat</code>
settings-how-reasons =
    Add, with advice to the author after the colon: <code>/lydo moi Thiếu chữ ký / No signature: Bạn xin chữ ký rồi gửi lại. / Please have it signed.</code>
    Reword: <code>/lydo 1 ten Thiếu chữ ký / Signature missing</code>
    No longer offer: <code>/lydo 1 tat</code> · Offer again: <code>/lydo 1 bat</code>
settings-how-clusters =
    Add a cluster: <code>/cum moi Cụm miền Trung / Central cluster</code>
    Rename: <code>/cum 1 ten Cụm số 1 / Cluster 1</code>
    Put units in or take them out, by code: <code>/cum 1 them HN, BNI</code> · <code>/cum 1 bot HN</code>
    Remove the cluster: <code>/cum 1 xoa</code>

settings-ask = Please check:
settings-done = ✓ Noted; it holds within seconds.
settings-becomes =
    Now: { $before }
    Then: { $after }
settings-became =
    Before: { $before }
    Now: { $after }
settings-new = New: { $item }
settings-gone = Removed: { $item }
settings-moves = { $unit } leaves { $cluster }.
settings-note-campaign = Everybody, and the page of results, sees it within seconds.
settings-note-phase = Entries are judged by when they are sent; what was sent stays as it is.
settings-note-counted = What was sent goes on counting as it was sent.
settings-note-cluster = The league tables of clusters follow within seconds; no unit's entries change.

settings-not-read =
    I did not understand. Please type it like this:
    { $how }
settings-unknown = There is no “{ $typed }”. Type { $command } to see the list.
settings-unknown-unit = I found no unit with the code “{ $typed }”. Separate codes with commas, for example: <code>/cum 1 them HN, BNI</code>
settings-same = It is like that already; there is nothing to change.
settings-no-advice = Please add advice to the author after a colon, for example: <code>/lydo moi Thiếu chữ ký: Bạn xin chữ ký rồi gửi lại.</code>
settings-number = A code of digits alone is taken for a number in a list. Please put a letter into it.
settings-code = A code has only plain letters, digits and hyphens, at most 32, and is not used twice.
settings-too-long = That is too long: at most { $longest } characters on one line. Please shorten it.
settings-last = At least one must be left to choose. Add a new one first, then stop this one.
settings-applied-backwards = The last day would come before the first. Please check.
settings-closes-first = The phase would end before it begins. Please check the time.
settings-grace = Minutes of grace are from 0 to { $most }. Please type it again.
settings-overlaps = Phase { $second } would open before { $first } has closed. Move one of them first, or choose another time.
settings-two-clusters = One of these units is in cluster { $other }. A unit is in one cluster only.

button-kind-off = No longer take: { $kind }
button-kind-on = Take again: { $kind }

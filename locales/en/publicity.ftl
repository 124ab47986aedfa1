# Showing recognised initiatives on the public page.

may-we-show = The union would like to show this initiative on the public page so that others can learn from it: its title, your unit and the solution as you wrote it, <b>without your name</b>. Please choose below, by button or by command. If it holds a trade secret, choose No; it counts in full all the same.
would-show =
    The public page would have exactly this of { $code }:

    <b>{ $title }</b>
    Unit: { $place }
    { $summary }

    Author's name (only if you wish): { $author }

    { $now }
would-show-not-shown = Now: not shown. May it be shown?
would-show-shown = Now: shown, without your name. Do you want to change that?
would-show-shown-with-name = Now: shown, with your name. Do you want to change that?
shown =
    Thank you for sharing! { $code } is shown, without your name: { $link }
    You can change your mind at any time: type <code>/congkhai { $code }</code>
shown-somewhere =
    Thank you for sharing! { $code } is shown on the public page, without your name.
    You can change your mind at any time: type <code>/congkhai { $code }</code>
shown-with-name =
    Thank you for sharing! { $code } is shown, with your name: { $link }
    You can change your mind at any time: type <code>/congkhai { $code }</code>
shown-with-name-somewhere =
    Thank you for sharing! { $code } is shown on the public page, with your name.
    You can change your mind at any time: type <code>/congkhai { $code }</code>
not-shown = { $code } is not shown. It counts in full all the same. To show it one day, type <code>/congkhai { $code }</code>
shown-once-recognized = Only recognised initiatives are shown. When { $code } is recognised, we will ask you.
stays-down = A union officer has taken { $code } down from the public page, so it cannot be shown again. It counts in full all the same. To learn more, please ask your grassroots union.
which-to-show = Type /congkhai and the initiative's code, such as <code>/congkhai SK-1234-5678</code>. Type /cuatoi to see your codes.
button-agree-to-show = Yes, show it
button-refuse-to-show = No
button-look-at-shown = Show me first
button-show-name = Add my name
button-hide-name = Without my name
nothing-shown = Initiative { $code } is not on the public page; there is nothing to take down.
ask-why-down = Why should { $code } be taken down? Please type it again with the reason, which the author will read: <code>/gobai { $code } reason</code>. Once down, it cannot be shown again.
taken-down = { $code } is taken down from the public page: { $title }. The author is told, and the reason is kept.
took-down =
    A union officer has taken your initiative { $code } “{ $title }” down from the public page. Reason: { $reason }
    Its recognition stands. To learn more, please ask your grassroots union.

-- What every column holds of a person, from which docs/personal-data.md is written. A column is
-- either `not personal` or `personal: what | why | who sees it`; a test lets none go without.
do $$
declare
    table_line text;
    place text;
begin
    foreach table_line in array array[
        'access_log id',
        'account id channel name poll_offset lease_holder lease_until quota_out_since',
        'arrival initiative_id',
        'campaign id code name active created_at applied_from applied_to',
        'campaign_change id campaign_id at what',
        'campaign_kind campaign_id kind position',
        'cluster campaign_id code name_vi name_en position',
        'cluster_member campaign_id unit_id cluster_code',
        'consent id',
        'conversation id account_id awaited',
        'copy_link token_hash form expires_at',
        'data_key id since',
        'data_request id what by',
        'draft id',
        'event_note initiative_id position salt',
        'file id account_id kind position state why content due_at attempts looked_at',
        'file_content media_type size touched_at stored_at doomed_at',
        'file_link token_hash file_id expires_at',
        'inbox seq account_id external_id source attempts parked_at parked_why',
        'initiative id campaign_id unit_id group_code kind version content_hash status '
        'status_since declared_benefit verified_benefit submitted_at last_event event_count '
        'erased_at phase_code',
        'initiative_event id initiative_id position at actor from_status to_status '
        'reason_code verified_benefit version content_hash previous_hash hash note_hash',
        'invitation id token_hash unit_id role created_at expires_at used_at',
        'late_event event_id day',
        'link_code id code_hash expires_at used_at',
        'milestone number',
        'new_work initiative_id',
        'oa_token account_id access_token refresh_token generation obtained_at expires_at '
        'lease_holder lease_until failed_at failed_why',
        'officer id untold told_at weekly weekly_told_at',
        'ordinal campaign_id number initiative_id',
        'outbox id account_id lane created_at due_at initiative_id leased_by leased_until '
        'attempts maybe_sent failed_at failed_why',
        'participant campaign_id initiative_id',
        'participant_group campaign_id code label_vi label_en position',
        'person id is_officer erased_at',
        'phase campaign_id code name_vi name_en position entry_opens_at entry_closes_at '
        'grace_minutes',
        'process id accounts until',
        'publication initiative_id kind unit_id recognized_at',
        'publication_event id initiative_id at',
        'reason_code campaign_id code label_vi label_en advice_vi advice_en position',
        'received account_id received_at',
        'seal day events entered valid all_entered all_valid root previous_hash hash '
        'sealed_at',
        'snapshot id campaign_id name as_of taken_at hash',
        'snapshot_unit snapshot_id unit_id phase_code entered valid rejected withdrawn asked people '
        'declared verified',
        'tally_delta campaign_id phase_code unit_id group_code kind day entered valid '
        'rejected withdrawn asked people declared verified',
        'tally_fold generation campaign_id phase_code unit_id group_code kind day entered '
        'valid rejected withdrawn asked people declared verified',
        'tally_group_kind campaign_id phase_code group_code kind entered valid rejected '
        'withdrawn asked people declared verified',
        'tally_state only_one generation oldest',
        'tally_unit_day campaign_id unit_id phase_code day entered valid rejected withdrawn '
        'asked people declared verified',
        'target campaign_id unit_id phase_code assigned own changed_at',
        'unit id code name kind parent_id path members opened_on closed_on merged_into',
        'unit_change id unit_id change effective_on before after recorded_at'
    ] loop
        foreach place in array (string_to_array(table_line, ' '))[2:] loop
            if exists (select from information_schema.columns
                       where table_schema = 'public' and column_name = place
                         and table_name = split_part(table_line, ' ', 1))
            then
                execute format('comment on column %I.%I is %L',
                               split_part(table_line, ' ', 1), place, 'not personal');
            end if;
        end loop;
    end loop;
end $$;

comment on column access_log.officer_id is
    'personal: which officer looked | to answer for who sees phone numbers | the person, in their copy';
comment on column access_log.person_id is
    'personal: whose phone number was looked at | to answer for who sees phone numbers | the person, in their copy';
comment on column access_log.initiative_id is
    'personal: for which initiative | to answer for who sees phone numbers | the person, in their copy';
comment on column access_log.at is
    'personal: when | to answer for who sees phone numbers | the person, in their copy';
comment on column alarm.conversation_id is
    'personal: whom to remind | to remind of a draft | the person';
comment on column alarm.kind is
    'personal: of what | to remind of a draft | the person';
comment on column alarm.due_at is
    'personal: when | to remind of a draft | the person';
comment on column consent.conversation_id is
    'personal: in which chat | proof of consent | nobody: the program alone';
comment on column consent.person_id is
    'personal: who | proof of consent | the person';
comment on column consent.version is
    'personal: which text | proof of consent | the person';
comment on column consent.agreed is
    'personal: what they said to it | proof of consent | the person';
comment on column consent.at is
    'personal: when | proof of consent | the person';
comment on column conversation.chat is
    'personal: the platform''s id of the chat, by which it knows the person | to answer | the person';
comment on column conversation.person_id is
    'personal: who writes in it | to answer | nobody: the program alone';
comment on column conversation.locale is
    'personal: the language they chose | to answer in it | nobody: the program alone';
comment on column conversation.session is
    'personal: where the talk stands, with what is being written | to go on where they stopped | the person';
comment on column conversation.last_heard_at is
    'personal: when they last wrote | to write only where the platform allows it; to know when to forget | the person';
comment on column conversation.unreachable_since is
    'personal: that they have blocked us | not to write to them | nobody: the program alone';
comment on column conversation.created_at is
    'personal: when the chat began | to know when to forget | the person';
comment on column conversation.closed_at is
    'personal: that they have to write first | not to write to them | nobody: the program alone';
comment on column copy_link.person_id is
    'personal: whose copy a link leads to | to hand over a copy | the person';
comment on column copy_link.locale is
    'personal: their language | to hand over a copy | the person';
comment on column data_request.person_id is
    'personal: whose copy it was | to limit copies; proof that a request was answered | the person';
comment on column data_request.at is
    'personal: when it was asked | proof that a request was answered | the person';
comment on column draft.person_id is
    'personal: whose draft it is | to keep it for them | the person';
comment on column draft.answers is
    'personal: what they have begun to write | to keep it for them | the person';
comment on column draft.updated_at is
    'personal: when they last wrote in it | to know when to forget | the person';
comment on column event_note.note is
    'personal: what officers and authors wrote to each other | to decide, and to say why | the person; officers of the unit and above it';
comment on column file.unique_id is
    'personal: the platform''s id of a file | to find it again | nobody: the program alone';
comment on column file.person_id is
    'personal: who sent it | to keep it with the initiative | the person; officers of the unit and above it';
comment on column file.conversation_id is
    'personal: where it was sent | to say that it did not come | nobody: the program alone';
comment on column file.source is
    'personal: the platform''s way to the file | to fetch it | nobody: the program alone';
comment on column file.name is
    'personal: the file''s name | to show it | the person; officers of the unit and above it';
comment on column file.asked_at is
    'personal: when it was sent | to fetch it in time | the person';
comment on column file_content.hash is
    'personal: a hash of a file''s bytes; the bytes lie in the file store under it | proof of an initiative | the person; officers of the unit and above it';
comment on column inbox.conversation_id is
    'personal: in which chat | to answer | nobody: the program alone';
comment on column inbox.payload is
    'personal: a message as it came | to handle it; parked: to repair what went wrong | nobody; parked: the operator';
comment on column inbox.sent_at is
    'personal: when it was sent | to judge cut-offs | nobody: the program alone';
comment on column inbox.received_at is
    'personal: when it came | to answer in turn | nobody: the program alone';
comment on column initiative.author_id is
    'personal: who wrote it | to answer; to count a person once | the person; officers of the unit and above it';
comment on column initiative.unit_typed is
    'personal: the workplace as they typed it | to find its officer | the person; officers of the unit and above it';
comment on column initiative.title is
    'personal: their words | to decide about it | the person; officers of the unit and above it; the public where the author agrees';
comment on column initiative.content is
    'personal: their words, which may name others, and those who share in it | to decide about it | the person; officers of the unit and above it; the public a part where the author agrees';
comment on column initiative.status_detail is
    'personal: a question or a note to the author | to decide about it | the person; officers of the unit and above it';
comment on column initiative_event.officer_id is
    'personal: which officer decided | to answer for decisions | the person; officers of the unit and above it';
comment on column initiative_event.note is
    'personal: words of an earlier version of the program; written no more | to decide, and to say why | the person; officers of the unit and above it';
comment on column invitation.created_by is
    'personal: which officer invited | to answer for appointments | the operator';
comment on column invitation.used_by is
    'personal: who became an officer by it | to answer for appointments | the operator';
comment on column link_attempt.conversation_id is
    'personal: in which chat a wrong code was typed | to end guessing | nobody: the program alone';
comment on column link_attempt.at is
    'personal: when | to end guessing | nobody: the program alone';
comment on column link_code.conversation_id is
    'personal: in which chat it was asked for | to join chats of one person | nobody: the program alone';
comment on column link_code.person_id is
    'personal: who asked for it | to join chats of one person | nobody: the program alone';
comment on column link_code.typed_in is
    'personal: in which chat it was typed | to join chats of one person | nobody: the program alone';
comment on column officer.person_id is
    'personal: who is an officer | to know who may see and decide | officers of the same part of the tree';
comment on column officer.unit_id is
    'personal: of which unit | to know who may see and decide | officers of the same part of the tree';
comment on column officer.role is
    'personal: with which rights | to know who may see and decide | officers of the same part of the tree';
comment on column officer.granted_by is
    'personal: who appointed them | to answer for appointments | the operator';
comment on column officer.granted_at is
    'personal: since when | to answer for appointments | the person';
comment on column officer.revoked_by is
    'personal: who ended it | to answer for appointments | the operator';
comment on column officer.revoked_at is
    'personal: until when | to answer for appointments | the person';
comment on column outbox.conversation_id is
    'personal: to whom | to deliver a message | nobody: the program alone';
comment on column outbox.chat is
    'personal: the platform''s id of the chat | to deliver a message | nobody: the program alone';
comment on column outbox.body is
    'personal: what they are told | to deliver a message | the person';
comment on column outbox.waits_for is
    'personal: for whose next word it waits | to deliver a message | nobody: the program alone';
comment on column participant.person_id is
    'personal: who has submitted | to count a person once | nobody: the program alone';
comment on column person.full_name is
    'personal: the name they gave | to answer them; to know whose initiative it is | the person; officers of the unit and above it';
comment on column person.phone is
    'personal: their phone number as an earlier version of the program kept it; written no more | to call them if need be | officers of the unit and above it, on asking, and that is written down';
comment on column person.unit_id is
    'personal: where they work | to find their officer; counts | the person; officers of the unit and above it';
comment on column person.unit_typed is
    'personal: where they work, as they typed it | to find their officer | the person; officers of the unit and above it';
comment on column person.group_code is
    'personal: what they work as | counts | the person; officers of the unit and above it';
comment on column person.reminders is
    'personal: whether they want reminders | not to remind them | the person';
comment on column person.created_at is
    'personal: since when they are known | to know when to forget | the person';
comment on column person.phone_sealed is
    'personal: their phone number, encrypted | to call them if need be | officers of the unit and above it, on asking, and that is written down';
comment on column person.phone_index is
    'personal: a keyed hash of the same | to find a person by it | the operator';
comment on column person.consent_version is
    'personal: the consent text that they agreed to | to ask again when it changes | the person';
comment on column publication.author_id is
    'personal: whose it is | to take it down at their word | nobody: the program alone';
comment on column publication.author is
    'personal: their name, where they agreed to be named | the public page | everybody';
comment on column publication.title is
    'personal: their words | the public page | everybody';
comment on column publication.summary is
    'personal: their words | the public page | everybody';
comment on column publication.search is
    'personal: the same without accents | the public page | everybody';
comment on column publication.words is
    'personal: the same as search terms | the public page | everybody';
comment on column publication_event.choice is
    'personal: what the author said about showing it | proof of consent | the person';
comment on column publication_event.officer_id is
    'personal: which officer took it down | to answer for it | the person';
comment on column publication_event.reason is
    'personal: why, which may name somebody | to answer for it | the person';
comment on column received.external_id is
    'personal: the platform''s id of a message | to recognise a redelivery | nobody: the program alone';
comment on column target.changed_by is
    'personal: which officer set it | to answer for it | the operator';
comment on column campaign_change.officer_id is
    'personal: which officer changed it | to answer for it | the operator';

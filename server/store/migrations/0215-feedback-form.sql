-- Why: a survey can be asked by Messenger's own feedback form.
-- Beside the old version: it asks nobody on a page that is set so, as it does not know the word.

alter table survey_request drop constraint survey_request_how_check;
alter table survey_request add constraint survey_request_how_check
  check (how in ('conversation', 'form', 'link', 'external'));

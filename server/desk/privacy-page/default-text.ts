/** What the privacy page says until the organisation writes its own words. */
export function defaultPrivacyText({
  organisation,
  contact,
}: {
  organisation: string;
  contact: string;
}): string {
  const who = organisation === '' ? 'The organisation that runs this page' : organisation;
  const turnTo =
    contact === ''
      ? 'Write to the Facebook Page that you wrote to before, and say what you want'
      : `Write to ${contact}, or to the Facebook Page that you wrote to before`;
  return `${who} answers messages and comments on Facebook with Pagedesk, a desk that runs on its own servers.

## What is kept

- Your name, your picture and your language, as Facebook shows them to a page that you write to.
- What you write to the page and what the page answers, with pictures and files, and when.
- Comments under the page’s posts, with the changes that are made to them.

## What it is used for

To answer you, and to see later what was said. It is not sold, and it is not used for advertising.

## Who sees it

The people who answer for the page, in the department that your conversation belongs to. Facebook (Meta Platforms) carries every message and has rules of its own: https://www.facebook.com/privacy/policy

## How long

As long as your concern needs it and the law asks for it; then it is deleted.

## Your rights

You can ask what is kept about you, have it corrected, get a copy of it, or have it deleted. ${turnTo}. No reason is needed. If you think that your data is handled wrongly, you can also turn to the data protection authority where you live.

## If you connected a page through this desk

Take the app’s access back at Facebook under Settings, Apps and websites. What the desk knew of your Facebook account is then deleted when you ask for it there.`;
}

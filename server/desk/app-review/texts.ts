import type { ReviewItem } from '../../../contract/app-review.ts';

type Text = Pick<ReviewItem, 'permission' | 'kind' | 'isRequired' | 'purpose' | 'answer' | 'steps'>;

/**
 * What is asked for, and the words to ask with. They say only what the desk does: reviewers compare them with the
 * screencast.
 */
export const reviewTexts: readonly Text[] = [
  {
    permission: 'pages_show_list',
    kind: 'permission',
    isRequired: true,
    purpose: 'Choose the pages that are connected.',
    answer:
      'Our team answers the customers of our own Facebook Pages in a customer-service desk on our own servers. When an administrator connects pages, the desk lists the pages that this person manages, so that they can choose which of them the desk may answer. The list is used for that choice only; nothing is stored of pages that are not chosen.',
    steps: [
      'As an administrator, open Settings, Pages, Connect a page, and press Login with Facebook.',
      'Grant the permissions. The desk shows the list of your pages with their pictures.',
      'Tick one page, press Connect. It appears in the list of pages.',
    ],
  },
  {
    permission: 'pages_messaging',
    kind: 'permission',
    isRequired: true,
    purpose: 'Receive Messenger messages of a page, and answer them.',
    answer:
      'Customers write to our Facebook Page in Messenger. The desk receives these messages by webhook, shows them to the agents of the department that the page belongs to, and sends the agents’ answers back by the Send API. Answers are written by people, within 24 hours of the customer’s last message. We send no advertising and no message to anybody who has not written first.',
    steps: [
      'As a customer, on a phone or in a second browser, open the page and send it a message in Messenger.',
      'As an agent, show the message appearing in the desk’s inbox. Open it and press Take.',
      'Write an answer and send it. Show it arriving in the customer’s Messenger.',
      'Show in the desk that it is marked as delivered, then as read.',
    ],
  },
  {
    permission: 'pages_manage_metadata',
    kind: 'permission',
    isRequired: true,
    purpose: 'Subscribe a page to its events.',
    answer:
      'When an administrator connects a page, the desk subscribes it to the webhook fields that customer service needs (messages, their receipts and reactions, postbacks, comments), so that messages arrive at once. When the page is disconnected, the subscription is removed. No other setting of the page is read or changed.',
    steps: [
      'Connect a page as for pages_show_list.',
      'Open the page in the desk’s settings and show that it is connected and subscribed.',
      'Press Unsubscribe, send the page a message, and show that it does not arrive. Subscribe again, and show that the next one does.',
    ],
  },
  {
    permission: 'pages_read_engagement',
    kind: 'permission',
    isRequired: true,
    purpose: 'Read the posts that comments belong to.',
    answer:
      'When somebody comments on a post of our page, an agent has to see which post the comment is about. The desk reads the text and the picture of that post and shows them beside the comment. It reads no insights and no posts without comments to be answered.',
    steps: [
      'As a customer, comment on a post of the page.',
      'As an agent, open the comment in the desk and show the post’s text and picture above it.',
    ],
  },
  {
    permission: 'pages_read_user_content',
    kind: 'permission',
    isRequired: false,
    purpose: 'Read comments and posts of visitors.',
    answer:
      'Customers ask for help in comments under our posts. The desk shows these comments to our agents as conversations, with the name of the author and the thread, so that they can be answered like any other question.',
    steps: [
      'As a customer, comment on a post of the page, and answer the comment once.',
      'As an agent, show the thread in the desk with the author’s name.',
    ],
  },
  {
    permission: 'pages_manage_engagement',
    kind: 'permission',
    isRequired: false,
    purpose: 'Answer, hide, like and delete comments.',
    answer:
      'Our agents answer comments publicly as the page, like them, and hide or delete those that break our rules (insults, personal data, spam). Each act is done by a person and is written into an audit log.',
    steps: [
      'As an agent, open a comment in the desk, write a public answer and send it. Show it under the post on Facebook.',
      'Hide a comment, show that it is hidden on Facebook, and show it again.',
    ],
  },
  {
    permission: 'business_management',
    kind: 'permission',
    isRequired: false,
    purpose: 'Find pages that belong to a business portfolio.',
    answer:
      'Our pages belong to a business portfolio and are not returned to the person who connects them without this permission. It is used only to list these pages at the moment of connecting; no asset of the portfolio is changed.',
    steps: [
      'Log in with an account that manages the page through a business portfolio only.',
      'Show that the page is in the list, tick it and connect it.',
    ],
  },
  {
    permission: 'Human Agent',
    kind: 'feature',
    isRequired: false,
    purpose: 'A person may answer for seven days.',
    answer:
      'Some questions of our customers cannot be settled within 24 hours: a carrier has to be asked, a repair looked at, or the question came on a weekend. With Human Agent our agents can answer such questions by hand within seven days. The desk adds the tag only to messages that a person has written and sent; automated texts never carry it.',
    steps: [
      'Open a conversation whose last customer message is older than 24 hours and younger than seven days.',
      'Show that the desk says that only a person’s own message may go out, write it, and show it arriving in Messenger.',
    ],
  },
  {
    permission: 'Business Asset User Profile Access',
    kind: 'feature',
    isRequired: false,
    purpose: 'Show the names of those who write.',
    answer:
      'Our agents address customers by name. The desk reads the first name, the last name and the picture of people who have written to our page, shows them beside the conversation, and keeps them no longer than the conversation.',
    steps: [
      'As a customer, send the page a message.',
      'As an agent, open the conversation and show the name and the picture in the list and in the panel beside it.',
    ],
  },
];

/** For the reviewers: how they get in, and what they try. */
export const reviewInstructions = `How to test

1. Open the address of the desk and sign in with the account that we made for you (e-mail and password are in the form).
2. Open Settings, Pages, and press Connect a page, then Login with Facebook. Log in with your test user, who must have a role in the app and manage a test page. Grant all permissions and tick the test page.
3. From another Facebook account with a role in the app, send the test page a message in Messenger.
4. In the desk, open Inbox, Unassigned: the message is there within seconds. Press Take, write an answer, and send it.
5. Read the answer in Messenger.

About the screencast

Record in English with the desk set to English, the pointer visible, at 1080p or more. Begin with the login dialog, since reviewers want to see the permissions being granted. Show the customer’s phone and the desk side by side. One recording of two to four minutes may serve all permissions: name each in a caption when its steps begin. Do not use test data that looks real.`;

/** Fields of the `page` object that carry messaging. */
export const messagingFields = [
  'messages',
  'message_echoes',
  'message_edits',
  'message_deliveries',
  'message_reads',
  'message_reactions',
  'message_context',
  'message_mention',
  'messaging_postbacks',
  'messaging_optins',
  'messaging_optouts',
  'messaging_referrals',
  'messaging_handovers',
  'messaging_policy_enforcement',
  'messaging_integrity',
  'messaging_account_linking',
  'messaging_feedback',
  'messaging_customer_information',
  'messaging_in_thread_lead_form_submit',
  'messaging_appointments',
  'messaging_game_plays',
  'messaging_payments',
  'messaging_pre_checkouts',
  'messaging_checkout_updates',
  'messaging_direct_sends',
  'messaging_fblogin_account_linking',
  'response_feedback',
  'send_cart',
  'standby',
  'message_template_status_update',
  'calls',
  'call_permission_reply',
  'call_settings_update',
  'marketing_message_clicks',
  'marketing_message_deliveries',
  'marketing_message_delivery_failed',
  'marketing_message_echoes',
  'marketing_message_reads',
] as const;

const pageContentFields = [
  'feed',
  'mention',
  'ratings',
  'conversations',
  'inbox_labels',
  'leadgen',
  'live_videos',
  'follow',
  'business_integrity',
  'name',
  'phone',
  'website',
  'description',
  'hours',
  'location',
  'picture',
  'category',
  'about',
  'email',
] as const;

/** What the sandbox tells of: all messaging, what is written on the page, and the labels of its inbox. */
export const playedFields: readonly string[] = [
  ...messagingFields,
  'feed',
  'mention',
  'ratings',
  'inbox_labels',
];

/** `messaging_seen` is not among them: it belongs to Instagram. */
export const pageFields: readonly string[] = [...messagingFields, ...pageContentFields];

/** A messaging object has no type field: which property it holds tells what it is. */
const fieldOfProperty: Record<string, string> = {
  message_edit: 'message_edits',
  delivery: 'message_deliveries',
  read: 'message_reads',
  reaction: 'message_reactions',
  postback: 'messaging_postbacks',
  optin: 'messaging_optins',
  referral: 'messaging_referrals',
  account_linking: 'messaging_account_linking',
  pass_thread_control: 'messaging_handovers',
  take_thread_control: 'messaging_handovers',
  request_thread_control: 'messaging_handovers',
  app_roles: 'messaging_handovers',
  policy_enforcement: 'messaging_policy_enforcement',
  response_feedback: 'response_feedback',
  messaging_feedback: 'messaging_feedback',
  order: 'send_cart',
  messaging_customer_information: 'messaging_customer_information',
};

export function fieldOfEvent(event: Record<string, unknown>): string {
  const message = event['message'];
  if (typeof message === 'object' && message !== null) {
    return 'is_echo' in message && message.is_echo === true ? 'message_echoes' : 'messages';
  }
  for (const property of Object.keys(event)) {
    const field = fieldOfProperty[property];
    if (field) return field;
  }
  return 'messages';
}

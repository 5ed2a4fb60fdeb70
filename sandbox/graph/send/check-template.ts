import { invalidParameter, unmodelled } from '../graph-error.ts';

type Template = Record<string, unknown>;

/** Throws when a template breaks one of its limits. Kinds that Meta has and the sandbox only passes on are listed. */
export function checkTemplate(template: Template): void {
  switch (template['template_type']) {
    case 'generic':
      return checkGeneric(template);
    case 'button':
      checkText(template['text'], 'text', 640);
      return checkButtons(template['buttons'], 'buttons', 1);
    case 'media':
      return checkMedia(template);
    case 'receipt':
      return checkReceipt(template);
    case 'coupon':
      return checkCoupon(template);
    case 'customer_feedback':
      return checkFeedback(template);
    case 'image_grid':
      return checkImageGrid(template);
    case 'product':
    case 'customer_information':
      return;
    case undefined:
      throw invalidParameter('Param message[attachment][payload][template_type] is required.');
    default:
      throw unmodelled(`Template type ${String(template['template_type'])}`);
  }
}

function checkGeneric(template: Template): void {
  elementsOf(template, 10).forEach((element, index) => {
    const name = `elements[${index}]`;
    checkText(element['title'], `${name}[title]`, 80);
    if (element['subtitle'] !== undefined) checkText(element['subtitle'], `${name}[subtitle]`, 80);
    const more = ['subtitle', 'image_url', 'default_action', 'buttons'].some(
      (key) => element[key] !== undefined,
    );
    if (!more) throw invalidParameter(`Param ${name} needs one more property besides title`);
    checkButtons(element['buttons'], `${name}[buttons]`, 0);
  });
}

function checkMedia(template: Template): void {
  const [element] = elementsOf(template, 1);
  if (!element) return;
  const sources = ['attachment_id', 'url'].filter((key) => element[key] !== undefined);
  if (sources.length !== 1) throw invalidParameter('Media template needs attachment_id or url', 2018177);
  checkButtons(element['buttons'], 'elements[0][buttons]', 0);
}

function checkReceipt(template: Template): void {
  for (const name of ['recipient_name', 'order_number', 'currency', 'payment_method', 'summary']) {
    if (template[name] === undefined) throw invalidParameter(`Param ${name} is required.`);
  }
  if (template['elements'] !== undefined) elementsOf(template, 100);
}

function checkCoupon(template: Template): void {
  checkText(template['title'], 'title', 80);
  if (template['subtitle'] !== undefined) checkText(template['subtitle'], 'subtitle', 80);
  if (template['coupon_code'] === undefined && template['coupon_url'] === undefined)
    throw invalidParameter('Param coupon_code or coupon_url is required.');
}

const questionTypes = ['csat', 'nps', 'ces', 'free_form'];

function checkFeedback(template: Template): void {
  checkText(template['title'], 'title', 65);
  checkText(template['subtitle'], 'subtitle', 80);
  checkText(template['button_title'], 'button_title', 20);
  const [screen, more] = listOf(template['feedback_screens'], 'feedback_screens');
  const [question, another] = listOf(asObject(screen)['questions'], 'questions');
  if (more !== undefined || another !== undefined)
    throw invalidParameter('Param feedback_screens must hold one screen with one question');
  const { id, type, title } = asObject(question);
  if (typeof id !== 'string' || !/^\w{1,80}$/.test(id))
    throw invalidParameter('Param questions[0][id] must be alphanumeric, 80 characters at most');
  if (typeof type !== 'string' || !questionTypes.includes(type))
    throw invalidParameter(`Param questions[0][type] must be one of {${questionTypes.join(', ')}}`);
  if (title !== undefined) {
    checkText(title, 'questions[0][title]', 85);
    if (String(title).length < 5) throw invalidParameter('Param questions[0][title] is too short');
  }
  checkText(asObject(template['business_privacy'])['url'], 'business_privacy[url]', 2_000);
  const days = template['expires_in_days'] ?? 1;
  if (typeof days !== 'number' || days < 1 || days > 7)
    throw invalidParameter('Param expires_in_days must be between 1 and 7');
}

function checkImageGrid(template: Template): void {
  const [element] = elementsOf(template, 1);
  checkText(element?.['title'], 'elements[0][title]', 45);
  if (element?.['subtitle'] !== undefined) checkText(element['subtitle'], 'elements[0][subtitle]', 80);
  const images = listOf(element?.['images'], 'elements[0][images]');
  if (images.length < 2 || images.length > 6)
    throw invalidParameter('Param elements[0][images] must have between 2 and 6 elements');
}

function listOf(value: unknown, name: string): unknown[] {
  if (!Array.isArray(value) || value.length === 0) throw invalidParameter(`Param ${name} must be non-empty.`);
  return value;
}

function elementsOf(template: Template, most: number): Template[] {
  const elements = template['elements'];
  if (!Array.isArray(elements) || elements.length === 0)
    throw invalidParameter('Param elements must be non-empty.');
  if (elements.length > most) throw invalidParameter(`Param elements has too many elements: at most ${most}`);
  return elements.map((element: unknown) => asObject(element));
}

const buttonTypes = [
  'web_url',
  'postback',
  'phone_number',
  'account_link',
  'account_unlink',
  'game_play',
  'audio_call',
];

function checkButtons(value: unknown, name: string, least: number): void {
  if (value === undefined && least === 0) return;
  if (!Array.isArray(value) || value.length < least || value.length > 3) {
    throw invalidParameter(`Param ${name} must have between 1 and 3 elements`);
  }
  value.forEach((item: unknown, index) => {
    const button = asObject(item);
    const type = button['type'];
    if (typeof type !== 'string' || !buttonTypes.includes(type)) {
      throw invalidParameter(
        `Param ${name}[${index}][type] must be one of {${buttonTypes.join(', ').toUpperCase()}}`,
      );
    }
    if (!type.startsWith('account_')) checkText(button['title'], `${name}[${index}][title]`, 20);
    if (type === 'postback') checkText(button['payload'], `${name}[${index}][payload]`, 1_000);
    if (type === 'web_url') checkText(button['url'], `${name}[${index}][url]`, 2_000);
  });
}

function checkText(value: unknown, name: string, longest: number): void {
  if (typeof value !== 'string' || value === '') throw invalidParameter(`Param ${name} is required.`);
  if ([...value].length > longest) {
    throw invalidParameter(`Length of param ${name} must be less than or equal to ${longest}`);
  }
}

function asObject(value: unknown): Template {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}

import type {
  SetTranslationService,
  SwitchTranslation,
  TranslationService,
} from '../../../contract/translation.ts';
import { serviceLanguage } from '../../../contract/translation.ts';
import { z } from 'zod';
import type { Secrets } from '../../kit/secrets.ts';
import {
  findTranslationService,
  lockTranslationService,
  switchTranslationService,
  writeTranslationService,
  type TranslationServiceRow,
} from '../../store/translation-service.ts';
import { lockInstallation } from '../../store/installation.ts';
import { actorId, requireRight } from '../access.ts';
import { audit } from '../audit.ts';
import { change, type Context } from '../context.ts';
import { requireReachable } from '../outgoing-webhooks/require-reachable.ts';
import { conflict, invalid, notFound } from '../problems.ts';
import { acknowledgementFor } from './acknowledgement.ts';

/** The service as administrators see it; its key is told to nobody. Administrators only. */
export async function getTranslationService(ctx: Context): Promise<TranslationService> {
  requireRight(ctx.actor, 'manage-translation');
  return present(await findTranslationService(ctx.db));
}

/**
 * Names the service, and the limit of a day. Another address, or another key, switches it off: it is tried, and what is
 * sent there is accepted, anew. Administrators only.
 *
 * @throws Problem `invalid` naming `url`.
 */
export async function setTranslationService(
  ctx: Context,
  deps: { secrets: Secrets; allowsPrivate: boolean },
  { url, apiKey, dailyCharacters }: SetTranslationService,
): Promise<TranslationService> {
  requireRight(ctx.actor, 'manage-translation');
  requireReachable(url, deps);
  await change(ctx, async (story) => {
    // The first one has no row to lock yet.
    await lockInstallation(story.tx);
    const before = await lockTranslationService(story.tx);
    const id = before?.id ?? ctx.newId();
    const isAnotherHost = before?.url !== url;
    // A key is for the one it was given for.
    const kept = isAnotherHost ? null : before.keySealed;
    const keySealed = apiKey === undefined ? kept : apiKey === null ? null : deps.secrets.seal(apiKey, id);
    const isAnother = isAnotherHost || apiKey !== undefined;
    await writeTranslationService(story.tx, {
      ...{ id, url, keySealed, dailyCharacters, isAnother },
      changedAt: ctx.clock.now(),
    });
    const detail = {
      service: new URL(url).host,
      dailyCharacters,
      ...(apiKey === undefined ? {} : { isKeyNew: apiKey !== null }),
    };
    await audit(ctx, story, { action: 'translation.changed', subjectId: null, detail });
    story.announce({ kind: 'translation.changed', subjectId: id });
  });
  return getTranslationService(ctx);
}

/**
 * Switches translation on or off for the whole desk. On only with the text in force accepted, and once the service was
 * tried as it is set. Administrators only.
 *
 * @throws Problem `not-found` without a service · `conflict` when it was not tried · `invalid` naming
 * `acknowledgedVersion`.
 */
export async function switchTranslation(
  ctx: Context,
  { isOn, acknowledgedVersion }: SwitchTranslation,
): Promise<TranslationService> {
  requireRight(ctx.actor, 'manage-translation');
  await change(ctx, async (story) => {
    const service = await lockTranslationService(story.tx);
    if (!service) throw notFound('translation service');
    if (isOn) requireAccepted(service.url, acknowledgedVersion);
    if (isOn && service.triedAt === null) throw conflict('Try it first: it has not worked yet as it is set.');
    if (service.isOn === isOn) return;
    const version = acknowledgementFor(service.url).version;
    const accepted = isOn ? { version, by: actorId(ctx.actor), at: ctx.clock.now() } : null;
    await switchTranslationService(story.tx, isOn, accepted);
    const detail = { service: new URL(service.url).host };
    if (isOn) {
      const named = { ...detail, version };
      await audit(ctx, story, { action: 'translation.acknowledged', subjectId: null, detail: named });
    }
    const action = isOn ? 'translation.switched-on' : 'translation.switched-off';
    await audit(ctx, story, { action, subjectId: null, detail });
    story.announce({ kind: 'translation.changed', subjectId: service.id });
  });
  return getTranslationService(ctx);
}

function requireAccepted(url: string, version: string | undefined): void {
  if (version === acknowledgementFor(url).version) return;
  throw invalid(
    'acknowledgedVersion',
    version === undefined
      ? 'Read what is sent to whom and accept it first.'
      : 'The text has changed since. Read it again and accept it.',
  );
}

const nothing = {
  url: null,
  hasKey: false,
  isOn: false,
  dailyCharacters: null,
  languages: [],
  triedAt: null,
};

function present(row: TranslationServiceRow | undefined): TranslationService {
  const acknowledgement = acknowledgementFor(row?.url ?? null);
  if (!row) return { ...nothing, acknowledgement, acceptance: null };
  return {
    url: row.url,
    hasKey: row.keySealed !== null,
    isOn: row.isOn,
    dailyCharacters: row.dailyCharacters,
    languages: readLanguages(row.languages),
    triedAt: row.triedAt?.toISOString() ?? null,
    acknowledgement,
    acceptance: acceptanceOf(row),
  };
}

function acceptanceOf(row: TranslationServiceRow): TranslationService['acceptance'] {
  const { acknowledgedVersion: version, acknowledgedAt: at, acknowledgedBy, acknowledgedByName } = row;
  if (version === null || at === null) return null;
  const by =
    acknowledgedBy === null || acknowledgedByName === null
      ? null
      : { id: acknowledgedBy, name: acknowledgedByName };
  return { version, at: at.toISOString(), by: by as NonNullable<TranslationService['acceptance']>['by'] };
}

/** Written by a try alone, as it was read from the service. */
export function readLanguages(value: unknown): TranslationService['languages'] {
  return z.array(serviceLanguage).parse(value);
}

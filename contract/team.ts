import { z } from 'zod';
import { mostConversations, ownLimit } from './capacity.ts';
import { departmentRules } from './department-rules.ts';
import { customPresenceId, departmentId, operatingHoursId, skillId, tokenId, unitId, userId } from './ids.ts';
import { instant } from './instant.ts';

export const role = z.enum(['administrator', 'supervisor', 'agent', 'helper', 'auditor']);
export type Role = z.infer<typeof role>;

/** A role, a supervisor of units being apart from one of the whole desk. */
export const standing = z.enum([...role.options, 'unit-supervisor']);
export type Standing = z.infer<typeof standing>;

/** What the agent chooses. `offline` is also what a lost connection makes of any choice. */
export const presenceChoice = z.enum(['available', 'busy', 'do-not-disturb', 'away', 'offline']);
export type PresenceChoice = z.infer<typeof presenceChoice>;

/**
 * What colleagues see: the choice while a desk is open, else `offline`; `inactive` since they let a request go by,
 * until they or somebody who leads takes that back.
 */
export const presence = z.enum([...presenceChoice.options, 'inactive']);
export type Presence = z.infer<typeof presence>;

/** A presence that the house has named; to the rules it is what it counts as. */
export const customPresence = z.object({
  id: customPresenceId,
  name: z.string(),
  base: presenceChoice,
  /** It can be chosen. Who has one that cannot any more keeps it until they choose another. */
  isActive: z.boolean(),
});
export type CustomPresence = z.infer<typeof customPresence>;

export const presenceSettings = z.object({
  /**
   * Whether presence follows what agents have in hand: nothing is available, something is busy, and as much as they may
   * is do not disturb. What somebody chose stays until they choose again. Single users may be set otherwise.
   */
  isAutomatic: z.boolean(),
  /** In the order of the menu. */
  items: z.array(customPresence),
});
export type PresenceSettings = z.infer<typeof presenceSettings>;

/** All of it at once; an item without an id is new, one that is left out goes. */
export const savePresences = z.strictObject({
  isAutomatic: z.boolean(),
  items: z
    .array(
      z.strictObject({
        id: customPresenceId.nullable().default(null),
        name: z.string().trim().min(1, 'Give it a name.').max(40, 'At most 40 characters.'),
        base: presenceChoice,
        isActive: z.boolean().default(true),
      }),
    )
    .max(30, 'At most 30.'),
});
export type SavePresences = z.input<typeof savePresences>;

export const departmentRef = z.object({
  id: departmentId,
  name: z.string(),
  /** Index of the department's square in the design tokens, 1 to 6. */
  color: z.number().int().min(1).max(6),
});
export type DepartmentRef = z.infer<typeof departmentRef>;

export const department = departmentRef.extend({
  /** The one department that takes what no other is set for; every agent is a member. It cannot be deleted. */
  isDefault: z.boolean(),
  /** Of two departments whose conversations wait, the lower number is served first. */
  priority: z.number().int(),
  memberIds: z.array(userId),
  /** Null: always open. */
  operatingHoursId: operatingHoursId.nullable(),
  /** Before one of its conversations is ended. */
  needsTag: z.boolean(),
  needsComment: z.boolean(),
  rules: departmentRules,
});
export type Department = z.infer<typeof department>;

/** Departments that supervisors are set for: those who are lead here, and nowhere else. */
export const unitRef = z.object({ id: unitId, name: z.string() });
export type UnitRef = z.infer<typeof unitRef>;

export const userRef = z.object({ id: userId, name: z.string() });
export type UserRef = z.infer<typeof userRef>;

/** Which kinds of conversations are offered to somebody who is there; comments are worked like tickets. */
const taking = { takesChats: z.boolean(), takesTickets: z.boolean() };

/** A colleague as everybody on the desk may see them. */
export const colleague = userRef.extend({
  role,
  presence,
  ...taking,
  /** By which name of the house; null: by none. */
  presenceName: z.string().nullable(),
  departmentIds: z.array(departmentId),
  /** Whose conversations they may be given; null: those of every department. */
  seenDepartmentIds: z.array(departmentId).nullable(),
});
export type Colleague = z.infer<typeof colleague>;

/** A user as administrators see them. */
export const user = colleague.extend({
  email: z.email(),
  /** What customers may see in place of the name. */
  nickname: z.string().nullable(),
  userName: z.string().nullable(),
  /** How much they may have in hand, in units; null: as much as comes. */
  capacityUnits: z.number().int().nullable(),
  /** So many conversations at once; null or 0: as the department, then the house says. */
  mostConversations: z.number().int().nullable(),
  /** Of capacity profiles, in place of the profile's. */
  ownLimits: z.array(ownLimit),
  skillIds: z.array(skillId),
  /** Whether their presence may follow what they have in hand; null: as is set for everybody. */
  automaticPresence: z.boolean().nullable(),
  /** Of a supervisor: what they lead. None: the whole desk. */
  unitIds: z.array(unitId),
  disabledAt: instant.nullable(),
  createdAt: instant,
});
export type User = z.infer<typeof user>;

export const me = z.object({
  user: userRef.extend({
    email: z.email(),
    role,
    /** Where that role stands in the matrix of rights. */
    standing,
    presenceChoice,
    ...taking,
    /** The name of the house's that it was chosen by. */
    customPresence: customPresence.pick({ id: true, name: true }).nullable(),
    /** Their presence follows what they have in hand; whether they may choose that. */
    followsLoad: z.boolean(),
    mayFollowLoad: z.boolean(),
    /** Since then they get no requests, for one was let go by; null: they do. */
    inactiveSince: instant.nullable(),
    /** When they get requests again by themselves; null: when that is taken back. */
    inactiveUntil: instant.nullable(),
  }),
  /** Departments whose conversations this user may see. */
  departments: z.array(departmentRef),
  /** What a supervisor is set for; none: the whole desk. */
  units: z.array(unitRef),
  /** Where the sandbox stands, when this desk talks to one; null in production. */
  sandboxUrl: z.string().nullable(),
});
export type Me = z.infer<typeof me>;

export const signIn = z.strictObject({
  email: z.string().min(1).max(320),
  password: z.string().min(1).max(1024),
});
export type SignIn = z.infer<typeof signIn>;

/** The one-time link printed at the first start opens this: it creates the first administrator. */
export const firstRun = z.strictObject({
  token: z.string().min(1).max(200),
  name: z.string().trim().min(1).max(120),
  email: z.email().max(320),
  password: z.string().min(10).max(1024),
});
export type FirstRun = z.infer<typeof firstRun>;

/** One of the five, one of the house's by its id, or `automatic` where that is allowed. */
export const setPresence = z.strictObject({
  choice: z.union([z.enum([...presenceChoice.options, 'automatic']), customPresenceId]),
});
export type SetPresence = z.infer<typeof setPresence>;

export const setTaking = z.strictObject(taking).partial();
export type SetTaking = z.infer<typeof setTaking>;

const capacityUnits = z
  .int('A whole number.')
  .min(0, 'At least 0.')
  .max(100_000, 'At most 100,000.')
  .nullable();
const skillIds = z.array(skillId).max(200);
const unitIds = z.array(unitId).max(200);

/** Null, or empty: none. */
const shownName = z.string().trim().max(50).nullable();

export const createUser = z.strictObject({
  name: z.string().trim().min(1).max(120),
  nickname: shownName.optional(),
  userName: shownName.optional(),
  email: z.email().max(320),
  password: z.string().min(10).max(1024),
  role,
  departmentIds: z.array(departmentId).max(200).default([]),
  /** Absent: 100. */
  capacityUnits: capacityUnits.optional(),
  skillIds: skillIds.optional(),
  automaticPresence: z.boolean().nullable().optional(),
  mostConversations: mostConversations.nullable().optional(),
  ownLimits: z.array(ownLimit).max(100).optional(),
  /** For supervisors alone. Absent or empty: the whole desk. */
  unitIds: unitIds.optional(),
});
export type CreateUser = z.input<typeof createUser>;

export const changeUser = z.strictObject({
  name: z.string().trim().min(1).max(120).optional(),
  nickname: shownName.optional(),
  userName: shownName.optional(),
  role: role.optional(),
  password: z.string().min(10).max(1024).optional(),
  departmentIds: z.array(departmentId).max(200).optional(),
  capacityUnits: capacityUnits.optional(),
  skillIds: skillIds.optional(),
  automaticPresence: z.boolean().nullable().optional(),
  mostConversations: mostConversations.nullable().optional(),
  ownLimits: z.array(ownLimit).max(100).optional(),
  /** For supervisors alone. Absent or empty: the whole desk. */
  unitIds: unitIds.optional(),
  /** A disabled user cannot sign in and loses every session at once. */
  disabled: z.boolean().optional(),
});
export type ChangeUser = z.infer<typeof changeUser>;

const priority = z.int('A whole number.').min(1, 'At least 1.').max(1000, 'At most 1,000.');

export const createDepartment = z.strictObject({
  name: z.string().trim().min(1).max(80),
  color: z.number().int().min(1).max(6).default(1),
  /** Absent: 100. */
  priority: priority.optional(),
  memberIds: z.array(userId).max(2000).default([]),
  operatingHoursId: operatingHoursId.nullable().optional(),
  needsTag: z.boolean().optional(),
  needsComment: z.boolean().optional(),
  rules: departmentRules.optional(),
});
export type CreateDepartment = z.input<typeof createDepartment>;

export const changeDepartment = z.strictObject({
  name: z.string().trim().min(1).max(80).optional(),
  color: z.number().int().min(1).max(6).optional(),
  priority: priority.optional(),
  memberIds: z.array(userId).max(2000).optional(),
  operatingHoursId: operatingHoursId.nullable().optional(),
  needsTag: z.boolean().optional(),
  needsComment: z.boolean().optional(),
  rules: departmentRules.optional(),
});
export type ChangeDepartment = z.infer<typeof changeDepartment>;

export const unit = unitRef.extend({
  departmentIds: z.array(departmentId),
  supervisorIds: z.array(userId),
});
export type Unit = z.infer<typeof unit>;

export const createUnit = z.strictObject({
  name: z.string().trim().min(1).max(80),
  departmentIds: z.array(departmentId).max(500).default([]),
  supervisorIds: z.array(userId).max(500).default([]),
});
export type CreateUnit = z.input<typeof createUnit>;

export const changeUnit = z.strictObject({
  name: z.string().trim().min(1).max(80).optional(),
  departmentIds: z.array(departmentId).max(500).optional(),
  supervisorIds: z.array(userId).max(500).optional(),
});
export type ChangeUnit = z.infer<typeof changeUnit>;

/** Supervisors of no other unit would lead the whole desk: they are named first, and let go only when that is said. */
export const deleteUnit = z.strictObject({ release: z.enum(['true', 'false']).default('false') });

/** A key for programs (`Authorization: Bearer …`); the secret is in the answer to its creation and never again. */
export const apiToken = z.object({
  id: tokenId,
  name: z.string(),
  createdAt: instant,
  lastUsedAt: instant.nullable(),
});
export const createdApiToken = apiToken.extend({ secret: z.string() });
export const createApiToken = z.strictObject({ name: z.string().trim().min(1).max(80) });

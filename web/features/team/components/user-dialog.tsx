import { MultiSelect, NumberInput, PasswordInput, Select, Switch, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { CapacityProfile, OwnLimit } from '../../../../contract/capacity.ts';
import { hasRight } from '../../../../contract/rights.ts';
import type { DepartmentId, SkillId, UnitId } from '../../../../contract/ids.ts';
import type { ChangeUser, Department, Role, User } from '../../../../contract/team.ts';
import { capacityQuery, presencesQuery, skillsQuery, useMe } from '../../../lib/desk-queries.ts';
import { EditDialog } from '../../../ui/edit-dialog.tsx';
import { unitsQuery } from '../api/units.ts';
import { useChangeUser, useCreateUser } from '../api/users.ts';
import { roleChoices, roleMeanings } from '../role-words.ts';

type UserDialogProps = {
  user: User | null;
  departments: readonly Department[];
  /** Who leads sets where and how much somebody works, and nothing else. */
  isStaffing: boolean;
  onClose: () => void;
};

type Fields = {
  name: string;
  nickname: string;
  userName: string;
  email: string;
  password: string;
  role: Role;
  departmentIds: DepartmentId[];
  /** Of a supervisor; none: the whole desk. */
  unitIds: UnitId[];
  /** Null: as much as comes. */
  capacityUnits: number | null;
  skillIds: SkillId[];
  /** Null: as for everybody. */
  automaticPresence: boolean | null;
  /** Null: as the department, then the house says. */
  mostConversations: number | null;
  ownLimits: OwnLimit[];
  disabled: boolean;
};

/** Adds a user, or changes one. */
export function UserDialog({ user, departments, isStaffing, onClose }: UserDialogProps) {
  const create = useCreateUser(onClose);
  const change = useChangeUser(onClose);
  const skills = useQuery(skillsQuery).data ?? [];
  const capacity = useQuery(capacityQuery).data;
  const isByProfiles = capacity?.settings.model === 'profiles';
  const isAutomatic = useQuery(presencesQuery).data?.isAutomatic ?? false;
  const units = useQuery({ ...unitsQuery, enabled: !isStaffing }).data ?? [];
  const [isSent, setIsSent] = useState(false);
  const [fields, setFields] = useState<Fields>({
    name: user?.name ?? '',
    nickname: user?.nickname ?? '',
    userName: user?.userName ?? '',
    email: user?.email ?? '',
    password: '',
    role: user?.role ?? 'agent',
    departmentIds: user?.departmentIds ?? [],
    unitIds: user?.unitIds ?? [],
    capacityUnits: user ? user.capacityUnits : 100,
    skillIds: user?.skillIds ?? [],
    automaticPresence: user?.automaticPresence ?? null,
    mostConversations: user?.mostConversations ?? null,
    ownLimits: user?.ownLimits ?? [],
    disabled: user !== null && user.disabledAt !== null,
  });
  const { departments: seen } = useMe();
  // Who leads some departments neither adds to the others nor takes from them.
  const offered = departments.filter(
    ({ id }) => !isStaffing || seen.some((one) => one.id === id) || user?.departmentIds.includes(id),
  );
  const worksWithCustomers = hasRight(fields.role, 'get-requests');
  const put = (some: Partial<Fields>) => setFields({ ...fields, ...some });
  const faults = faultsOf(fields, user === null);

  const submit = () => {
    setIsSent(true);
    if (Object.keys(faults).length > 0) return;
    const { disabled, ...rest } = { ...fields, name: fields.name.trim(), email: fields.email.trim() };
    const unitIds = fields.role === 'supervisor' ? fields.unitIds : [];
    const departmentIds = worksWithCustomers ? fields.departmentIds : [];
    const filled = { ...rest, unitIds, departmentIds };
    if (user) change.mutate({ id: user.id, change: changesOf(user, { ...filled, disabled }) });
    else create.mutate(filled);
  };
  return (
    <EditDialog
      title={user ? user.name : 'Add a user'}
      onClose={onClose}
      onSubmit={submit}
      submit={user ? 'Save' : 'Add the user'}
      save={user ? change : create}
    >
      {!isStaffing && (
        <>
          <TextInput
            label="Name"
            data-autofocus
            value={fields.name}
            error={isSent && faults.name}
            onChange={(event) => put({ name: event.currentTarget.value })}
          />
          <TextInput
            label="Nickname"
            description="What customers may see in place of the name, where a page shows nicknames."
            maxLength={50}
            value={fields.nickname}
            onChange={(event) => put({ nickname: event.currentTarget.value })}
          />
          <TextInput
            label="User name"
            description="The same for pages that show user names."
            maxLength={50}
            value={fields.userName}
            onChange={(event) => put({ userName: event.currentTarget.value })}
          />
          <TextInput
            label="E-mail"
            type="email"
            disabled={user !== null}
            value={fields.email}
            error={isSent && faults.email}
            onChange={(event) => put({ email: event.currentTarget.value })}
          />
          <PasswordInput
            label={user ? 'New password' : 'Password'}
            description={user ? 'Leave it empty to keep the present one.' : 'At least 10 characters.'}
            autoComplete="new-password"
            value={fields.password}
            error={isSent && faults.password}
            visibilityToggleButtonProps={{ 'aria-label': 'Show the password', tabIndex: 0 }}
            onChange={(event) => put({ password: event.currentTarget.value })}
          />
          <Select
            label="Role"
            description={roleMeanings[fields.role]}
            data={roleChoices}
            value={fields.role}
            allowDeselect={false}
            onChange={(_value, option) => {
              const role = roleChoices.find((one) => one.value === option?.value);
              if (role) put({ role: role.value });
            }}
          />
          {fields.role === 'supervisor' && units.length > 0 && (
            <MultiSelect
              label="Units"
              description="What they see and lead. None: the whole desk."
              placeholder={fields.unitIds.length === 0 ? 'The whole desk' : ''}
              data={units.map((one) => ({ value: one.id, label: one.name }))}
              value={fields.unitIds}
              onChange={(ids) =>
                put({ unitIds: units.map((one) => one.id).filter((id) => ids.includes(id)) })
              }
            />
          )}
        </>
      )}
      {worksWithCustomers && (
        <>
          <MultiSelect
            label="Departments"
            description="Everybody belongs to the default one."
            data={offered.map((one) => ({ value: one.id, label: one.name }))}
            value={fields.departmentIds}
            onChange={(ids) =>
              put({ departmentIds: offered.map((one) => one.id).filter((id) => ids.includes(id)) })
            }
          />
          {isByProfiles ? (
            <OwnLimits
              profiles={capacity?.profiles ?? []}
              limits={fields.ownLimits}
              onChange={(ownLimits) => put({ ownLimits })}
            />
          ) : (
            <NumberInput
              label="Capacity"
              description="In units, of all they have in hand. Empty: as much as comes."
              min={0}
              max={100_000}
              allowDecimal={false}
              value={fields.capacityUnits ?? ''}
              onChange={(value) => put({ capacityUnits: typeof value === 'number' ? value : null })}
            />
          )}
          <NumberInput
            label="Conversations at once"
            description="Whatever they are. Empty or 0: as their department, then the house says."
            min={0}
            max={1000}
            allowDecimal={false}
            value={fields.mostConversations ?? ''}
            onChange={(value) =>
              put({ mostConversations: typeof value === 'number' && value > 0 ? value : null })
            }
          />
          <Select
            label="Presence"
            data={[
              { value: 'all', label: `As for everybody: ${isAutomatic ? 'automatic' : 'chosen by hand'}` },
              { value: 'automatic', label: 'Automatic: by what they have in hand' },
              { value: 'by-hand', label: 'Chosen by hand' },
            ]}
            value={
              fields.automaticPresence === null ? 'all' : fields.automaticPresence ? 'automatic' : 'by-hand'
            }
            allowDeselect={false}
            onChange={(value) => put({ automaticPresence: value === 'all' ? null : value === 'automatic' })}
          />
        </>
      )}
      {!isStaffing && worksWithCustomers && skills.length > 0 && (
        <MultiSelect
          label="Skills"
          description="Work streams may ask for them."
          data={skills.map((one) => ({ value: one.id, label: one.name }))}
          value={fields.skillIds}
          onChange={(ids) => put({ skillIds: skills.map((one) => one.id).filter((id) => ids.includes(id)) })}
        />
      )}
      {user && !isStaffing && (
        <Switch
          label="Disabled"
          description="Cannot sign in, and is signed out at once."
          checked={fields.disabled}
          onChange={(event) => put({ disabled: event.currentTarget.checked })}
        />
      )}
    </EditDialog>
  );
}

type OwnLimitsProps = {
  profiles: readonly CapacityProfile[];
  limits: readonly OwnLimit[];
  onChange: (limits: OwnLimit[]) => void;
};

/** Of each capacity profile, how much this one may have. */
function OwnLimits({ profiles, limits, onChange }: OwnLimitsProps) {
  return profiles.map(({ id, name, itemLimit }) => (
    <NumberInput
      key={id}
      label={`At most of “${name}”`}
      description={`Empty: ${itemLimit}, as the profile says.`}
      min={0}
      max={1000}
      allowDecimal={false}
      value={limits.find(({ profileId }) => profileId === id)?.itemLimit ?? ''}
      onChange={(value) => {
        const others = limits.filter(({ profileId }) => profileId !== id);
        onChange(typeof value === 'number' ? [...others, { profileId: id, itemLimit: value }] : others);
      }}
    />
  ));
}

function faultsOf(fields: Fields, isNew: boolean): { name?: string; email?: string; password?: string } {
  const isPasswordFine = fields.password.length >= 10 || (!isNew && fields.password === '');
  return {
    ...(fields.name.trim() === '' ? { name: 'Give the name that colleagues will see.' } : {}),
    ...(/^\S+@\S+\.\S+$/.test(fields.email.trim()) ? {} : { email: 'An address like maya@example.com.' }),
    ...(isPasswordFine ? {} : { password: 'At least 10 characters.' }),
  };
}

/** Only what is different: two administrators at one user do not undo one another. */
function changesOf(user: User, fields: Fields): ChangeUser {
  return {
    ...(fields.name === user.name ? {} : { name: fields.name }),
    ...(fields.nickname.trim() === (user.nickname ?? '') ? {} : { nickname: fields.nickname.trim() || null }),
    ...(fields.userName.trim() === (user.userName ?? '') ? {} : { userName: fields.userName.trim() || null }),
    ...(fields.role === user.role ? {} : { role: fields.role }),
    ...(fields.password === '' ? {} : { password: fields.password }),
    ...(isSameSet(user.departmentIds, fields.departmentIds) ? {} : { departmentIds: fields.departmentIds }),
    ...(isSameSet(user.unitIds, fields.unitIds) ? {} : { unitIds: fields.unitIds }),
    ...(fields.capacityUnits === user.capacityUnits ? {} : { capacityUnits: fields.capacityUnits }),
    ...(isSameSet(user.skillIds, fields.skillIds) ? {} : { skillIds: fields.skillIds }),
    ...(fields.mostConversations === user.mostConversations
      ? {}
      : { mostConversations: fields.mostConversations }),
    ...(JSON.stringify(fields.ownLimits) === JSON.stringify(user.ownLimits)
      ? {}
      : { ownLimits: fields.ownLimits }),
    ...(fields.automaticPresence === user.automaticPresence
      ? {}
      : { automaticPresence: fields.automaticPresence }),
    ...(fields.disabled === (user.disabledAt !== null) ? {} : { disabled: fields.disabled }),
  };
}

function isSameSet<Id extends string>(before: readonly Id[], after: readonly Id[]): boolean {
  return before.length === after.length && before.every((id) => after.includes(id));
}

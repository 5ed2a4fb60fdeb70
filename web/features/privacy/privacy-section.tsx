import { NumberInput, Switch, Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import type { MaskingRule, PrivacyPolicy } from '../../../contract/privacy.ts';
import { AddButton } from '../../ui/add-button.tsx';
import { Button } from '../../ui/button.tsx';
import { FormStack } from '../../ui/form-stack.tsx';
import { Notice } from '../../ui/notice.tsx';
import { SectionPage, sectionState } from '../../ui/section-page.tsx';
import { Table } from '../../ui/table.tsx';
import { showToast } from '../../ui/toast-store.ts';
import { maskingRulesQuery, policyQuery, useSavePolicy, useSaveRule } from './api/privacy.ts';
import { RuleDialog } from './components/rule-dialog.tsx';
import styles from './privacy.module.css';

/** What is masked on every page, what agents are told, and what holds for the whole house. */
export function PrivacySection() {
  const rules = useQuery(maskingRulesQuery);
  const policy = useQuery(policyQuery);
  const [edited, setEdited] = useState<MaskingRule | 'new' | null>(null);
  return (
    <SectionPage
      title="Privacy"
      lead="For every page. What customers are asked, and how long their messages are kept, is set for each page on its own screen."
      action={<AddButton onClick={() => setEdited('new')}>Add a masking rule</AddButton>}
    >
      <h2 className={styles.head}>Masked in customers’ messages</h2>
      <p className="text-2">
        What a rule finds is replaced by # before a message is stored: nobody sees it, in no list and no
        search. What was stored before stays as it is.
      </p>
      {sectionState(rules, 'The masking rules') ?? <RuleTable rules={rules.data ?? []} onEdit={setEdited} />}
      {sectionState(policy, 'The settings') ?? (policy.data && <PolicyForm policy={policy.data} />)}
      {edited && <RuleDialog rule={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />}
    </SectionPage>
  );
}

function RuleTable({
  rules,
  onEdit,
}: {
  rules: readonly MaskingRule[];
  onEdit: (rule: MaskingRule) => void;
}) {
  const save = useSaveRule();
  if (rules.length === 0) return <p className="text-3">There is no rule. Nothing is masked.</p>;
  return (
    <Table
      caption="Masking rules"
      heads={[
        { name: 'Rule' },
        { name: 'Pattern' },
        { name: 'In use', width: '88px' },
        { name: 'Actions', hidden: true, width: '80px' },
      ]}
    >
      {rules.map((rule) => (
        <tr key={rule.id}>
          <td className="medium">{rule.name}</td>
          <td data-head="Pattern">
            <code className={styles.pattern}>{rule.pattern}</code>
          </td>
          <td data-head="In use">
            <Switch
              aria-label={`Use ${rule.name}`}
              checked={rule.isOn}
              onChange={(event) =>
                save.mutate({ id: rule.id, fields: { isOn: event.currentTarget.checked } })
              }
            />
          </td>
          <td className={styles.end}>
            <Button size="small" aria-label={`Edit ${rule.name}`} onClick={() => onEdit(rule)}>
              Edit
            </Button>
          </td>
        </tr>
      ))}
    </Table>
  );
}

function PolicyForm({ policy }: { policy: PrivacyPolicy }) {
  const save = useSavePolicy(() => showToast({ tone: 'success', title: 'Saved' }));
  const [draft, setDraft] = useState(policy);
  const set = (fields: Partial<PrivacyPolicy>) => setDraft({ ...draft, ...fields });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const { agentNoticeVersion: _, ...fields } = draft;
    const networks = fields.networks.map((network) => network.trim()).filter((network) => network !== '');
    save.mutate({ ...fields, networks });
  };
  return (
    <FormStack
      onSubmit={submit}
      foot={
        <Button kind="primary" submit busy={save.isPending}>
          Save
        </Button>
      }
    >
      <h2 className={styles.head}>Notice for agents</h2>
      <Switch
        label="Agents accept a notice when they sign in"
        description="Everybody is asked once, and again when the text has changed. Who accepted which version, and when, is kept."
        checked={draft.agentNoticeIsOn}
        onChange={(event) => set({ agentNoticeIsOn: event.currentTarget.checked })}
      />
      <Textarea
        label="What they are told"
        autosize
        minRows={3}
        maxLength={4_000}
        value={draft.agentNotice}
        disabled={!draft.agentNoticeIsOn}
        onChange={(event) => set({ agentNotice: event.currentTarget.value })}
      />
      <Switch
        label="Nobody works before accepting it"
        description="The desk and its API refuse who has not, you included."
        checked={draft.agentNoticeIsRequired}
        disabled={!draft.agentNoticeIsOn}
        onChange={(event) => set({ agentNoticeIsRequired: event.currentTarget.checked })}
      />
      <h2 className={styles.head}>For the whole desk</h2>
      <Switch
        label="Keep what is masked, sealed"
        description="Apart from the message, under the desk’s secret key, and gone with it. Administrators can read it one message at a time and say why; the conversation and the audit log tell. Switched off, what was kept is deleted."
        checked={draft.keepsOriginals}
        onChange={(event) => set({ keepsOriginals: event.currentTarget.checked })}
      />
      <NumberInput
        label="Webhooks are kept as they came, in days"
        description="From these, events can be worked off again. 1 to 30."
        min={1}
        max={30}
        value={draft.journalDays}
        onChange={(days) => set({ journalDays: Number(days) })}
      />
      <NumberInput
        label="Shortest password"
        description="For new passwords. 10 to 64 characters."
        min={10}
        max={64}
        value={draft.minPasswordLength}
        onChange={(length) => set({ minPasswordLength: Number(length) })}
      />
      <NumberInput
        label="Who handed a conversation on reads it for, in hours"
        description="An agent whose conversation went to another department sees how it goes on, and does nothing with it. 0: not at all. Up to 168."
        min={0}
        max={168}
        value={draft.handedOverHours}
        onChange={(hours) => set({ handedOverHours: Number(hours) })}
      />
      <Textarea
        label="Networks that may use the desk"
        description="Addresses or networks as 10.0.0.0/8, one a line. Empty: everywhere. Programs with a key count; Facebook, and the links that customers open, do not."
        autosize
        minRows={2}
        value={draft.networks.join('\n')}
        onChange={(event) => set({ networks: event.currentTarget.value.split('\n') })}
      />
      {save.error && (
        <Notice tone="danger" role="alert" title="Nothing was saved">
          {save.error.message}
        </Notice>
      )}
    </FormStack>
  );
}

import { IconArrowsShuffle, IconDots } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState, type ReactNode } from 'react';
import { variablesOfFields } from '../../../contract/condition-attributes.ts';
import { routingRuleId, type ConversationId, type RoutingRuleId } from '../../../contract/ids.ts';
import type { Page } from '../../../contract/pages.ts';
import type { RoutingRule, RoutingRules } from '../../../contract/routing-rules.ts';
import type { Department } from '../../../contract/team.ts';
import type { Skill, WorkStream } from '../../../contract/work-streams.ts';
import { colleaguesQuery, customerFieldsQuery } from '../../lib/desk-queries.ts';
import { isProblem } from '../../lib/api.ts';
import { screenPaths } from '../../lib/screen-paths.ts';
import { Button } from '../../ui/button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { iconSizes, iconStroke } from '../../ui/icon-sizes.ts';
import { Link } from '../../ui/link.tsx';
import { Menu } from '../../ui/menu.tsx';
import { Notice } from '../../ui/notice.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { showToast } from '../../ui/toast-store.ts';
import { UnsavedGuard } from '../../ui/unsaved-guard.tsx';
import { useReRoute, useSaveRules, whatIfQuery } from './api/routing.ts';
import { CardField } from '../../ui/conditions/card-field.tsx';
import { FallbackEditor, RuleEditor } from './components/rule-editor.tsx';
import { RuleList } from './components/rule-list.tsx';
import { WhatIfPane } from './components/what-if-pane.tsx';
import { countChanges, draftOf, faultOfRule, isSound, moveRule, newRule, type Draft } from './rules-draft.ts';
import styles from './routing-section.module.css';

type RulesDeskProps = {
  stream: WorkStream;
  saved: RoutingRules;
  departments: readonly Department[];
  pages: readonly Page[];
  skills: readonly Skill[];
  choice: ReactNode;
  isReadOnly: boolean;
};

/** A list of rules, the one that is open, and what they would do. Nothing takes effect before Save rules. */
export function RulesDesk(props: RulesDeskProps) {
  const { stream, saved, departments, pages, skills, choice, isReadOnly } = props;
  // What the draft was made from: somebody else may save meanwhile, and then it stays what it was.
  const [base, setBase] = useState(saved);
  const [draft, setDraft] = useState<Draft>(() => draftOf(saved));
  const [open, setOpen] = useState<RoutingRuleId | null>(saved.rules[0]?.id ?? null);
  const [isJudged, setIsJudged] = useState(false);
  const save = useSaveRules(stream.id);
  const ownFields = useQuery(customerFieldsQuery).data ?? [];
  const colleagues = useQuery(colleaguesQuery).data ?? [];
  const variables = [...stream.settings.variables, ...variablesOfFields(ownFields)];
  const changes = countChanges(draftOf(base), draft);
  const isDirty = changes > 0;
  const isStale = saved.version !== base.version;
  if (isStale && !isDirty) {
    setBase(saved);
    setDraft(draftOf(saved));
  }
  const rule = draft.rules.find(({ id }) => id === open);
  const faults = new Map(
    draft.rules.flatMap((each) => {
      const fault = faultOfRule(each, variables);
      return fault ? [[each.id, fault] as const] : [];
    }),
  );
  const trial = useTrial(stream, draft, isSound(draft, variables));

  const put = (rules: readonly RoutingRule[]) => setDraft({ ...draft, rules });
  const add = (added: RoutingRule, at: number) => {
    put([...draft.rules.slice(0, at), added, ...draft.rules.slice(at)]);
    setOpen(added.id);
  };
  const discard = () => {
    setBase(saved);
    setDraft(draftOf(saved));
    setIsJudged(false);
    save.reset();
    if (!saved.rules.some(({ id }) => id === open)) setOpen(saved.rules[0]?.id ?? null);
  };
  const saveAll = async (): Promise<boolean> => {
    setIsJudged(true);
    const [first] = draft.rules.filter(({ id }) => faults.has(id));
    if (first) {
      setOpen(first.id);
      return false;
    }
    try {
      const done = await save.mutateAsync({
        version: base.version,
        rules: [...draft.rules],
        fallbackDepartmentId: draft.fallbackDepartmentId,
      });
      setBase(done);
      setDraft(draftOf(done));
      setIsJudged(false);
      showToast({ tone: 'success', title: 'The rules are saved' });
      return true;
    } catch {
      return false;
    }
  };
  return (
    <section className={styles.screen} aria-label="Routing">
      <div className={styles.main}>
        <header className={styles.bar}>
          <h1 className="title">Routing</h1>
          {choice}
          <span className="grow" />
          {isDirty && (
            <p className={styles.news} aria-live="polite">
              {changes === 1 ? '1 unsaved change' : `${changes} unsaved changes`}
            </p>
          )}
          {isReadOnly ? (
            <span className="small text-3">Administrators change these rules</span>
          ) : (
            <>
              <Button disabled={!isDirty} onClick={discard}>
                Discard
              </Button>
              <Button kind="primary" disabled={!isDirty} busy={save.isPending} onClick={() => void saveAll()}>
                Save rules
              </Button>
              <MoreMenu stream={stream} saved={saved} isDirty={isDirty} />
            </>
          )}
        </header>
        <News
          {...props}
          isStale={isStale && isDirty}
          error={save.error}
          onTheirs={discard}
          onMine={() => setBase({ ...base, version: saved.version })}
        />
        <div className={styles.columns}>
          <RuleList
            draft={draft}
            decided={saved.decided}
            departments={departments}
            faulty={new Set(isJudged ? faults.keys() : [])}
            open={open}
            isReadOnly={isReadOnly}
            onOpen={setOpen}
            onMove={(id, to) => put(moveRule(draft.rules, id, to))}
            onAdd={() => {
              const department = departments.find(({ isDefault }) => isDefault) ?? departments[0];
              if (department) add(newRule(department.id), draft.rules.length);
            }}
          />
          <div className={styles.work}>
            {rule ? (
              <RuleEditor
                key={rule.id}
                rule={rule}
                place={{ index: draft.rules.indexOf(rule), count: draft.rules.length }}
                variables={variables}
                departments={departments}
                skills={skills}
                choices={{
                  ...{ pages: pages.filter(({ isRemoved }) => !isRemoved), departments },
                  ...{ people: colleagues, Card: CardField },
                }}
                finding={trial.one?.edited.tried.find(({ ruleId }) => ruleId === rule.id)?.finding}
                fault={isJudged ? (faults.get(rule.id) ?? null) : null}
                isReadOnly={isReadOnly}
                onChange={(fields) =>
                  put(draft.rules.map((each) => (each.id === rule.id ? { ...each, ...fields } : each)))
                }
                onMove={(to) => put(moveRule(draft.rules, rule.id, to))}
                onCopy={() =>
                  add(
                    {
                      ...rule,
                      id: routingRuleId.parse(crypto.randomUUID()),
                      name: `${rule.name} (copy)`.slice(0, 120),
                    },
                    draft.rules.indexOf(rule) + 1,
                  )
                }
                onRemove={() => {
                  const rest = draft.rules.filter(({ id }) => id !== rule.id);
                  put(rest);
                  setOpen(rest[Math.min(draft.rules.indexOf(rule), rest.length - 1)]?.id ?? null);
                }}
              />
            ) : (
              <>
                {draft.rules.length === 0 && (
                  <EmptyState title="No rule yet">
                    Every conversation goes to its page’s department. A rule sends some of them elsewhere when
                    they begin: by what the customer wrote, where they came from, or who they are.
                  </EmptyState>
                )}
                <FallbackEditor
                  departmentId={draft.fallbackDepartmentId}
                  departments={departments}
                  isReadOnly={isReadOnly}
                  onChange={(fallbackDepartmentId) => setDraft({ ...draft, fallbackDepartmentId })}
                />
              </>
            )}
          </div>
        </div>
      </div>
      <WhatIfPane {...trial} isDirty={isDirty} open={rule?.id ?? null} departments={departments} />
      <UnsavedGuard isDirty={isDirty} onSave={saveAll} />
    </section>
  );
}

const pauseMs = 400;

/** Tries the rules once somebody stops typing: on the chosen sample, and on the last conversations. */
function useTrial(stream: WorkStream, draft: Draft, isFinished: boolean) {
  const [tried, setTried] = useState(draft);
  const [last, setLast] = useState(200);
  const [chosen, setChosen] = useState<ConversationId | null>(null);
  useEffect(() => {
    if (!isFinished) return;
    const timer = setTimeout(() => setTried(draft), pauseMs);
    return () => clearTimeout(timer);
  }, [draft, isFinished]);
  const all = useQuery({ ...whatIfQuery(stream.id, tried, { last }), enabled: isFinished });
  const sampleId = chosen ?? all.data?.samples[0]?.id ?? null;
  const one = useQuery({
    ...whatIfQuery(stream.id, tried, sampleId ? { conversationId: sampleId } : { last }),
    enabled: isFinished && sampleId !== null,
  });
  return {
    all: all.data,
    one: one.data?.one,
    isUnfinished: !isFinished,
    error: all.error ?? one.error,
    sampleId,
    last,
    onSample: setChosen,
    onLast: setLast,
  };
}

function MoreMenu({ stream, saved, isDirty }: { stream: WorkStream; saved: RoutingRules; isDirty: boolean }) {
  const reRoute = useReRoute(stream.id, ({ looked, moved }) =>
    showToast({ tone: 'success', title: `${moved} of ${looked} waiting conversations moved` }),
  );
  useEffect(() => {
    if (reRoute.error)
      showToast({ tone: 'danger', title: 'They were not routed anew', text: reRoute.error.message });
  }, [reRoute.error]);
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <IconButton
          label="More about these rules"
          icon={<IconDots size={iconSizes.regular} stroke={iconStroke} aria-hidden="true" />}
        />
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={<IconArrowsShuffle size={iconSizes.control} stroke={iconStroke} aria-hidden="true" />}
          disabled={isDirty || saved.queued === 0 || reRoute.isPending}
          onClick={() => reRoute.mutate()}
        >
          {saved.queued === 0
            ? 'Re-route queued items: none waits'
            : `Re-route ${saved.queued.toLocaleString('en')} queued items${isDirty ? ': save first' : ''}`}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

type NewsProps = Pick<RulesDeskProps, 'saved' | 'pages'> & {
  isStale: boolean;
  error: Error | null;
  onTheirs: () => void;
  onMine: () => void;
};

/** What has to be known above the rules: that somebody else saved, that nothing was saved, that pages pass them by. */
function News({ saved, pages, isStale, error, onTheirs, onMine }: NewsProps) {
  const passing = saved.passedBy.flatMap((id) => pages.find((page) => page.id === id) ?? []);
  const isConflict = isStale || isProblem(error, 'conflict');
  if (!isConflict && !error && passing.length === 0) return null;
  return (
    <div className={styles.notices}>
      {isConflict && (
        <Notice
          tone="warning"
          role="alert"
          title="Somebody else saved these rules meanwhile"
          action={
            <span className={styles.acts}>
              <Button size="small" onClick={onTheirs}>
                Take theirs
              </Button>
              <Button size="small" onClick={onMine}>
                Keep mine
              </Button>
            </span>
          }
        >
          Take theirs and lose your changes, or keep yours and save over theirs.
        </Notice>
      )}
      {error && !isConflict && (
        <Notice tone="danger" role="alert" title="Nothing was saved">
          {error.message}
        </Notice>
      )}
      {passing.length > 0 && (
        <Notice
          tone="info"
          title={
            passing.length === 1
              ? 'One page does not ask these rules'
              : `${passing.length} pages do not ask these rules`
          }
        >
          {passing.slice(0, 4).map((page, index) => (
            <span key={page.id}>
              {index > 0 && ', '}
              <Link className="link" href={screenPaths.page(page.id)}>
                {page.name}
              </Link>
            </span>
          ))}{' '}
          {passing.length === 1 ? 'has a department of its own' : 'have departments of their own'}. In the
          page’s settings the rules can be put first.
        </Notice>
      )}
    </div>
  );
}

import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { offerTemplateBody, type OfferTemplate } from '../../../../contract/offer-templates.ts';
import { offerTemplatesQuery, useRight } from '../../../lib/desk-queries.ts';
import { screenPaths } from '../../../lib/screen-paths.ts';
import { Button } from '../../../ui/button.tsx';
import { iconSizes, iconStroke } from '../../../ui/icon-sizes.ts';
import { Link, useGo } from '../../../ui/link.tsx';
import { SectionPage, sectionState } from '../../../ui/section-page.tsx';
import { EmptyState } from '../../../ui/states.tsx';
import { Table } from '../../../ui/table.tsx';
import { showToast } from '../../../ui/toast-store.ts';
import { NewTemplateDialog } from './new-template-dialog.tsx';
import { TemplateScreen } from './template-screen.tsx';
import { useCopyTemplate } from './api.ts';
import styles from './templates.module.css';

/** Every template of requests, or the one that the address names. */
export function OfferTemplatesSection() {
  const search: { template?: unknown } = useSearch({ strict: false });
  const templates = useQuery(offerTemplatesQuery);
  const template = templates.data?.find(({ id }) => id === search.template);
  return template ? <TemplateScreen key={template.id} template={template} /> : <TemplateList />;
}

function TemplateList() {
  const templates = useQuery(offerTemplatesQuery);
  const isReadOnly = !useRight('manage-work-streams');
  const go = useGo();
  const [isAdding, setIsAdding] = useState(false);
  const copy = useCopyTemplate(({ id, name }) => {
    showToast({ tone: 'success', title: `${name} was added`, text: 'No work stream uses it yet.' });
    go(screenPaths.offerTemplates(id));
  });
  return (
    <SectionPage
      title="Requests"
      count={templates.data?.length}
      lead="A template says how a request looks to the agent who is asked, what it tells, and how long they have. It is chosen in a work stream; without one, requests look as they always did."
      action={
        !isReadOnly && (
          <Button
            kind="primary"
            icon={<IconPlus size={iconSizes.control} stroke={iconStroke} />}
            onClick={() => setIsAdding(true)}
          >
            Add a template
          </Button>
        )
      }
    >
      {sectionState(templates, 'The templates') ??
        (templates.data?.length === 0 ? (
          <EmptyState title="No template yet">
            Add the first one, for example for the requests of your shop, with the number of the order.
          </EmptyState>
        ) : (
          <Table
            caption="Templates of requests"
            heads={[
              { name: 'Template' },
              { name: 'What it does' },
              { name: 'Work streams' },
              { name: 'Actions', hidden: true, width: '160px' },
            ]}
          >
            {templates.data?.map((one) => (
              <tr key={one.id}>
                <td className="medium">
                  <Link className="link" href={screenPaths.offerTemplates(one.id)}>
                    {one.name}
                  </Link>
                </td>
                <td className="text-2" data-head="What it does">
                  {doesWhat(one)}
                </td>
                <td className="text-2" data-head="Work streams">
                  {one.workStreams.length === 0
                    ? 'None yet'
                    : one.workStreams.map(({ name }) => name).join(', ')}
                </td>
                <td>
                  <div className={styles.acts}>
                    {!isReadOnly && (
                      <Button
                        size="small"
                        aria-label={`Copy ${one.name}`}
                        busy={copy.isPending && copy.variables === one.id}
                        onClick={() => copy.mutate(one.id)}
                      >
                        Copy
                      </Button>
                    )}
                    <Button
                      size="small"
                      aria-label={`${isReadOnly ? 'Look at' : 'Edit'} ${one.name}`}
                      onClick={() => go(screenPaths.offerTemplates(one.id))}
                    >
                      {isReadOnly ? 'Look' : 'Edit'}
                    </Button>
                  </div>
                </td>
              </tr>
            ))}
          </Table>
        ))}
      {isAdding && (
        <NewTemplateDialog
          body={offerTemplateBody.parse({})}
          onClose={() => setIsAdding(false)}
          onMade={({ id }) => go(screenPaths.offerTemplates(id))}
        />
      )}
    </SectionPage>
  );
}

function doesWhat({ body }: OfferTemplate): string {
  const { seconds, fields } = body;
  const told = fields.length === 0 ? null : `tells ${fields.map(({ label }) => label).join(', ')}`;
  const parts = body.givesWithoutAsking
    ? [`gives without asking, with a notice for ${seconds} s`]
    : [`${seconds} s to answer`, body.canReject ? 'may be rejected' : 'cannot be rejected'];
  return [...parts, ...(told ? [told] : [])].join(', ');
}

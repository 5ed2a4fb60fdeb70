import { useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { offerTemplateBody, type OfferTemplate } from '../../../../contract/offer-templates.ts';
import { offerTemplatesQuery, useRight } from '../../../lib/desk-queries.ts';
import { screenPaths } from '../../../lib/screen-paths.ts';
import { Button } from '../../../ui/button.tsx';
import { ItemTable } from '../../../ui/item-table.tsx';
import { Link, useGo } from '../../../ui/link.tsx';
import { SectionList } from '../../../ui/section-list.tsx';
import { showToast } from '../../../ui/toast-store.ts';
import { NewTemplateDialog } from './new-template-dialog.tsx';
import { TemplateScreen } from './template-screen.tsx';
import { useCopyTemplate } from './api.ts';

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
  const copy = useCopyTemplate(({ id, name }) => {
    showToast({ tone: 'success', title: `${name} was added`, text: 'No work stream uses it yet.' });
    go(screenPaths.offerTemplates(id));
  });
  return (
    <SectionList
      title="Requests"
      lead="A template says how a request looks to the agent who is asked, what it tells, and how long they have. It is chosen in a work stream; without one, requests look as they always did."
      list={templates}
      things="The templates"
      add={!isReadOnly && 'Add a template'}
      empty={{
        title: 'No template yet',
        text: 'Add the first one, for example for the requests of your shop, with the number of the order.',
      }}
      form={(_, close) => (
        <NewTemplateDialog
          body={offerTemplateBody.parse({})}
          onClose={close}
          onMade={({ id }) => go(screenPaths.offerTemplates(id))}
        />
      )}
    >
      {(items) => (
        <ItemTable
          caption="Templates of requests"
          items={items}
          nameOf={({ name }) => name}
          columns={[
            {
              name: 'Template',
              look: 'medium',
              show: ({ id, name }) => (
                <Link className="link" href={screenPaths.offerTemplates(id)}>
                  {name}
                </Link>
              ),
            },
            { name: 'What it does', look: 'text-2', show: doesWhat },
            {
              name: 'Work streams',
              look: 'text-2',
              show: ({ workStreams }) => workStreams.map(({ name }) => name).join(', ') || 'None yet',
            },
          ]}
          acts={({ id, name }) =>
            isReadOnly ? (
              <Button
                size="small"
                aria-label={`Look at ${name}`}
                onClick={() => go(screenPaths.offerTemplates(id))}
              >
                Look
              </Button>
            ) : (
              <Button
                size="small"
                aria-label={`Copy ${name}`}
                busy={copy.isPending && copy.variables === id}
                onClick={() => copy.mutate(id)}
              >
                Copy
              </Button>
            )
          }
          actsWidth="160px"
          onEdit={isReadOnly ? undefined : ({ id }) => go(screenPaths.offerTemplates(id))}
        />
      )}
    </SectionList>
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

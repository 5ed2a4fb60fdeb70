import type { LabelRecord, PageRecord, ThreadRecord } from '../world/records.ts';
import { readFields, type NodeKind } from './fields.ts';
import { fieldsOf, type Edges, type GraphCall } from './graph-call.ts';
import { GraphError, invalidParameter, objectMissing } from './graph-error.ts';
import { askedPage, pageOfList } from './paging.ts';
import { requirePageToken } from './require-page-token.ts';
import { requireScope } from './scopes.ts';

const labelKind: NodeKind<LabelRecord, GraphCall> = {
  name: 'PageLabel',
  defaults: ['page_label_name', 'id'],
  readers: {
    id: (label) => label.id,
    name: (label) => label.name,
    page_label_name: (label) => label.name,
  },
};

/** `/{page}/custom_labels`: the words that a page puts on people in Meta's inbox. */
export const labelsEdge: Edges<PageRecord>[string] = {
  GET(call, page) {
    requirePageToken(call, page);
    return listLabels(call, page.id, () => true, `${page.id}/custom_labels`);
  },
  POST(call, page) {
    requirePageToken(call, page);
    requireScope(call.caller, 'pages_messaging');
    const name = call.params.text('page_label_name') ?? call.params.required('name');
    const { labels } = call.simulation.world;
    if ([...labels.values()].some((label) => label.pageId === page.id && label.name === name))
      throw new GraphError({ code: 100, subcode: 2018200, message: '(#100) This label exists already' });
    const label: LabelRecord = {
      id: call.simulation.mint.id().slice(0, 15),
      pageId: page.id,
      name,
      psids: [],
    };
    labels.set(label.id, label);
    return { id: label.id };
  },
};

/** `GET /{psid}/custom_labels`. */
export function labelsOfPerson(call: GraphCall, thread: ThreadRecord): unknown {
  const { caller } = call;
  if (caller.kind !== 'page' || caller.page.id !== thread.pageId) throw objectMissing('GET', thread.psid);
  const path = `${thread.psid}/custom_labels`;
  return listLabels(call, thread.pageId, ({ psids }) => psids.includes(thread.psid), path);
}

/** A label by its id; `label` puts it on a person and takes it off. */
export const labelEdges: Edges<LabelRecord> = {
  '': {
    GET(call, label) {
      requireOwner(call, label);
      return readFields(labelKind, label, call, fieldsOf(call));
    },
    DELETE(call, label) {
      requireOwner(call, label);
      call.simulation.world.labels.delete(label.id);
      return { success: true };
    },
  },
  label: {
    POST: (call, label) => setLabel(call, label, 'add'),
    DELETE: (call, label) => setLabel(call, label, 'remove'),
  },
};

function listLabels(
  call: GraphCall,
  pageId: string,
  which: (label: LabelRecord) => boolean,
  path: string,
): unknown {
  const labels = [...call.simulation.world.labels.values()].filter(
    (label) => label.pageId === pageId && which(label),
  );
  const list = pageOfList(call, path, labels, askedPage(call));
  return { ...list, data: list.data.map((label) => readFields(labelKind, label, call, fieldsOf(call))) };
}

/** Told as `inbox_labels`, but only when it changes something. */
function setLabel(call: GraphCall, label: LabelRecord, action: 'add' | 'remove'): unknown {
  requireOwner(call, label);
  const psid = call.params.required('user');
  const thread = call.simulation.world.threadByPsid(psid);
  if (thread?.pageId !== label.pageId) throw invalidParameter('No matching user found', 2018001);
  const isOn = label.psids.includes(psid);
  if (isOn === (action === 'add')) return { success: true };
  label.psids = isOn ? label.psids.filter((other) => other !== psid) : [...label.psids, psid];
  const { id, name, pageId } = label;
  const value = { user: { id: psid }, action, label: { id, page_label_name: name } };
  call.afterwards.push(() =>
    call.simulation.outbox.emit({
      pageId,
      field: 'inbox_labels',
      channel: 'changes',
      item: { field: 'inbox_labels', value },
      who: call.simulation.world.people.get(thread.personId)?.name ?? psid,
      psid,
    }),
  );
  return { success: true };
}

function requireOwner(call: GraphCall, label: LabelRecord): void {
  const { caller, request } = call;
  if (caller.kind !== 'page' || caller.page.id !== label.pageId)
    throw objectMissing(request.method, label.id);
  requireScope(caller, 'pages_messaging');
}

import { z } from 'zod';
import { departmentId, unitId, userId } from '../../../contract/ids.ts';
import {
  changeDepartment as changeDepartmentBody,
  changeUnit as changeUnitBody,
  changeUser as changeUserBody,
  colleague,
  createDepartment as createDepartmentBody,
  createUnit as createUnitBody,
  createUser as createUserBody,
  deleteUnit as deleteUnitQuery,
  department,
  unit,
  user,
} from '../../../contract/team.ts';
import { changeUser } from '../../desk/team/change-user.ts';
import { createUser } from '../../desk/team/create-user.ts';
import {
  changeDepartment,
  createDepartment,
  deleteDepartment,
  listDepartments,
} from '../../desk/team/departments.ts';
import { listColleagues, listUsers } from '../../desk/team/list-users.ts';
import { resetPresence } from '../../desk/team/set-presence.ts';
import { changeUnit, createUnit, deleteUnit, listUnits } from '../../desk/team/units.ts';
import { contextOf } from '../access.ts';
import type { App, AppDeps } from '../app-deps.ts';

const listOf = <Item extends z.ZodType>(item: Item) => z.object({ items: z.array(item) });
const departmentPath = z.object({ id: departmentId });
const userPath = z.object({ id: userId });

/** Who works here and in which departments. */
export function teamRoutes(app: App, { ground }: AppDeps): void {
  app.get(
    '/api/colleagues',
    { schema: { tags: ['Team'], summary: 'Everybody who works here', response: { 200: listOf(colleague) } } },
    async (request) => ({ items: await listColleagues(contextOf(ground, request)) }),
  );

  app.get(
    '/api/users',
    {
      schema: { tags: ['Team'], summary: 'All users', response: { 200: listOf(user) } },
    },
    async (request) => ({ items: await listUsers(contextOf(ground, request)) }),
  );

  app.post(
    '/api/users',
    {
      schema: { tags: ['Team'], summary: 'Add a user', body: createUserBody, response: { 201: user } },
    },
    async (request, reply) =>
      reply.code(201).send(await createUser(contextOf(ground, request), request.body)),
  );

  app.post(
    '/api/users/:id/reset-presence',
    {
      schema: {
        tags: ['Team'],
        summary: 'Give requests again to who let one go by',
        params: userPath,
        response: { 204: z.void() },
      },
    },
    async (request, reply) => {
      await resetPresence(contextOf(ground, request), request.params.id);
      return reply.code(204).send();
    },
  );

  app.patch(
    '/api/users/:id',
    {
      schema: {
        tags: ['Team'],
        summary: 'Change a user',
        params: userPath,
        body: changeUserBody,
        response: { 200: user },
      },
    },
    async (request) => changeUser(contextOf(ground, request), request.params.id, request.body),
  );

  app.get(
    '/api/departments',
    { schema: { tags: ['Team'], summary: 'All departments', response: { 200: listOf(department) } } },
    async (request) => ({ items: await listDepartments(contextOf(ground, request)) }),
  );

  app.post(
    '/api/departments',
    {
      schema: {
        tags: ['Team'],
        summary: 'Add a department',
        body: createDepartmentBody,
        response: { 201: department },
      },
    },
    async (request, reply) =>
      reply.code(201).send(await createDepartment(contextOf(ground, request), request.body)),
  );

  app.patch(
    '/api/departments/:id',
    {
      schema: {
        tags: ['Team'],
        summary: 'Change a department',
        params: departmentPath,
        body: changeDepartmentBody,
        response: { 200: department },
      },
    },
    async (request) => changeDepartment(contextOf(ground, request), request.params.id, request.body),
  );

  app.delete(
    '/api/departments/:id',
    {
      schema: {
        tags: ['Team'],
        summary: 'Delete a department',
        params: departmentPath,
        response: { 204: z.void() },
      },
    },
    async (request, reply) => {
      await deleteDepartment(contextOf(ground, request), request.params.id);
      return reply.code(204).send();
    },
  );

  unitRoutes(app, ground);
}

/** Departments that supervisors are set for. */
function unitRoutes(app: App, ground: AppDeps['ground']): void {
  const tags = ['Team'];
  const params = z.object({ id: unitId });

  app.get(
    '/api/units',
    { schema: { tags, summary: 'All units', response: { 200: listOf(unit) } } },
    async (request) => ({ items: await listUnits(contextOf(ground, request)) }),
  );

  app.post(
    '/api/units',
    { schema: { tags, summary: 'Add a unit', body: createUnitBody, response: { 201: unit } } },
    async (request, reply) =>
      reply.code(201).send(await createUnit(contextOf(ground, request), request.body)),
  );

  app.patch(
    '/api/units/:id',
    { schema: { tags, summary: 'Change a unit', params, body: changeUnitBody, response: { 200: unit } } },
    async (request) => changeUnit(contextOf(ground, request), request.params.id, request.body),
  );

  app.delete(
    '/api/units/:id',
    {
      schema: {
        tags,
        summary: 'Delete a unit; who would lead the whole desk without it is named first',
        params,
        querystring: deleteUnitQuery,
        response: { 204: z.void() },
      },
    },
    async (request, reply) => {
      await deleteUnit(contextOf(ground, request), request.params.id, {
        release: request.query.release === 'true',
      });
      return reply.code(204).send();
    },
  );
}

import { infiniteQueryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { roomMessage, roomMessages, type RoomMessage } from '../../../../contract/setup-room.ts';
import { request, type Problem } from '../../../lib/api.ts';
import { apiPaths } from '../../../lib/paths.ts';
import { queryKeys } from '../../../lib/query-keys.ts';
import { putRoomMessage, type RoomPages } from '../../../lib/room-pages.ts';

/** What was said in the setup room; live events keep it fresh. Page 0 is the newest. */
export const roomQuery = infiniteQueryOptions({
  queryKey: queryKeys.setupRoom,
  queryFn: ({ pageParam, signal }) =>
    request('GET', apiPaths.setupRoom(pageParam), { answer: roomMessages, signal }),
  initialPageParam: null as string | null,
  getNextPageParam: (page) => page.before,
});

/** Says something to the other administrators. */
export function useSayInRoom() {
  const cache = useQueryClient();
  return useMutation<RoomMessage, Problem, { clientId: string; text: string }>({
    mutationFn: (body) => request('POST', apiPaths.setupRoom(null), { body, answer: roomMessage }),
    onSuccess: (message) =>
      cache.setQueryData<RoomPages>(queryKeys.setupRoom, (pages) => pages && putRoomMessage(pages, message)),
  });
}

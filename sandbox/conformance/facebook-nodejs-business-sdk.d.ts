/** The part of Meta's own SDK that the conformance tests use; it ships no types. */
declare module 'facebook-nodejs-business-sdk' {
  type Data = Record<string, unknown>;
  interface Node {
    _data: Data;
  }
  interface Cursor extends Array<Node> {
    hasNext(): boolean;
    next(): Promise<Cursor>;
  }
  export class FacebookAdsApi {
    static init(token: string, locale?: string, crashLog?: boolean): FacebookAdsApi;
    call(method: string, path: string[] | string, params?: Data): Promise<Data>;
  }
  export class Page {
    constructor(id: string, data?: Data, parentId?: string, api?: FacebookAdsApi);
    get(fields: string[]): Promise<Node>;
    createMessage(fields: string[], params: Data): Promise<Node>;
    createSubscribedApp(fields: string[], params: Data): Promise<Node>;
    getSubscribedApps(fields: string[]): Promise<Cursor>;
    deleteSubscribedApps(params?: Data): Promise<unknown>;
    createPersona(fields: string[], params: Data): Promise<Node>;
    getPersonas(fields: string[], params?: Data): Promise<Cursor>;
    getConversations(fields: string[], params?: Data): Promise<Cursor>;
    createFeed(fields: string[], params: Data): Promise<Node>;
    getFeed(fields: string[], params?: Data): Promise<Cursor>;
    getVisitorPosts(fields: string[], params?: Data): Promise<Cursor>;
    createPhoto(fields: string[], params: Data): Promise<Node>;
    getRatings(fields: string[], params?: Data): Promise<Cursor>;
    createBlocked(fields: string[], params: Data): Promise<Node>;
    getBlocked(fields: string[], params?: Data): Promise<Cursor>;
    deleteBlocked(params?: Data): Promise<unknown>;
  }
  export class PagePost {
    constructor(id: string, data?: Data, parentId?: string, api?: FacebookAdsApi);
    get(fields: string[]): Promise<Node>;
    getComments(fields: string[], params?: Data): Promise<Cursor>;
    createComment(fields: string[], params: Data): Promise<Node>;
    getReactions(fields: string[], params?: Data): Promise<Cursor>;
    createLike(fields: string[], params?: Data): Promise<Node>;
    update(fields: string[], params: Data): Promise<unknown>;
    delete(fields: string[]): Promise<unknown>;
  }
  export class Comment {
    constructor(id: string, data?: Data, parentId?: string, api?: FacebookAdsApi);
    get(fields: string[]): Promise<Node>;
    getComments(fields: string[], params?: Data): Promise<Cursor>;
    createComment(fields: string[], params: Data): Promise<Node>;
    createLike(fields: string[], params?: Data): Promise<Node>;
    deleteLikes(params?: Data): Promise<unknown>;
    update(fields: string[], params: Data): Promise<unknown>;
    delete(fields: string[]): Promise<unknown>;
  }
  export class User {
    constructor(id: string, data?: Data, parentId?: string, api?: FacebookAdsApi);
    getAccounts(fields: string[], params?: Data): Promise<Cursor>;
  }
  const sdk: {
    FacebookAdsApi: typeof FacebookAdsApi;
    Page: typeof Page;
    PagePost: typeof PagePost;
    Comment: typeof Comment;
    User: typeof User;
  };
  export default sdk;
}

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
  }
  export class User {
    constructor(id: string, data?: Data, parentId?: string, api?: FacebookAdsApi);
    getAccounts(fields: string[], params?: Data): Promise<Cursor>;
  }
  const sdk: { FacebookAdsApi: typeof FacebookAdsApi; Page: typeof Page; User: typeof User };
  export default sdk;
}

/** Something to choose by its name. */
export interface Named {
  id: string;
  name: string;
}

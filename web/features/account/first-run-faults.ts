export type FirstRunFields = { name: string; email: string; password: string };

const shortestPassword = 10;

/** What is wrong with the fields, each in a sentence that names what is allowed. */
export function faultsOf(fields: FirstRunFields): Partial<Record<keyof FirstRunFields, string>> {
  return {
    ...(fields.name.trim() === '' ? { name: 'Give the name that colleagues will see.' } : {}),
    ...(/^\S+@\S+\.\S+$/.test(fields.email.trim()) ? {} : { email: 'An address like maya@example.com.' }),
    ...(fields.password.length < shortestPassword
      ? { password: `At least ${shortestPassword} characters.` }
      : {}),
  };
}

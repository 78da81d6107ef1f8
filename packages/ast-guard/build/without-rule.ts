/** What a Vite plugin is, as far as is needed here. */
interface TransformPlugin {
  readonly name: string;
  readonly enforce: 'pre';
  readonly transform: (code: string, id: string) => string | undefined;
}

/** Lets one rule see nothing, so that the tests can be asked whether they notice. */
export function withoutRule(id: string | undefined): TransformPlugin {
  return {
    name: 'without-rule',
    enforce: 'pre',
    transform(code, file) {
      if (id === undefined || !file.endsWith('/src/rules/index.ts')) return undefined;
      const blind = `(rule) => (rule.id === ${JSON.stringify(id)} ? { ...rule, create: () => ({}) } : rule)`;
      const blinded = code.replace(/\];\s*$/, `].map(${blind});\n`);
      if (blinded === code) throw new Error('The list of rules does not end as expected.');
      return blinded;
    },
  };
}

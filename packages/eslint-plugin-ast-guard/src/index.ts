import { type AgentScriptOptions, agentScript, type GuardConfig, RULES, recommended } from 'ast-guard';
import type { ESLint, Linter } from 'eslint';
import { adaptRule } from './adapt-rule.ts';
import { scriptLanguage } from './script-language.ts';

const meta: NonNullable<ESLint.Plugin['meta']> = { name: 'eslint-plugin-ast-guard', namespace: 'ast-guard' };
const rules: NonNullable<ESLint.Plugin['rules']> = Object.fromEntries(RULES.map((rule) => [rule.id, adaptRule(rule)]));
const languages: Record<string, object> = { script: scriptLanguage };

const plugin: {
  meta: typeof meta;
  rules: typeof rules;
  languages: typeof languages;
  configs: Record<string, Linter.Config>;
} = {
  meta,
  rules,
  languages,
  configs: {},
};

/** Turns a configuration of ast-guard into the `rules` of a flat configuration. */
function rulesOf(config: GuardConfig): Linter.RulesRecord {
  const entries = Object.entries(config.rules).filter(([, setting]) => setting !== 'off');
  return Object.fromEntries(
    entries.map(([id, setting]): [string, Linter.RuleEntry] => {
      const [severity, options] = typeof setting === 'string' ? [setting, undefined] : setting;
      const level = severity === 'error' ? 'error' : 'warn';
      return [`ast-guard/${id}`, options === undefined ? level : [level, options]];
    }),
  );
}

/** A flat configuration for scripts that call tools, judged as `agentScript(options)` does. Add your own `files`. */
export function agentScriptConfig(options: AgentScriptOptions = {}): Linter.Config {
  return {
    name: 'ast-guard/agent-script',
    plugins: { 'ast-guard': plugin as ESLint.Plugin },
    language: 'ast-guard/script',
    rules: rulesOf(agentScript(options)),
  };
}

plugin.configs = {
  recommended: {
    name: 'ast-guard/recommended',
    plugins: { 'ast-guard': plugin as ESLint.Plugin },
    rules: rulesOf(recommended()),
  },
  'agent-script': agentScriptConfig(),
};

export default plugin;

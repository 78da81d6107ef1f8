import { defineRule } from '../rule.ts';

export const noHtmlComments = defineRule({
  id: 'no-html-comments',
  family: 'language',
  summary: 'Forbid comments that start with <!-- or -->.',
  threat: 'Some readers take them for comments and some for operators: what is judged and what runs would differ.',
  severity: 'error',
  messages: {
    html: {
      text: '"{mark}" starts a comment here.',
      hint: 'Write // for a comment, or put spaces between the operators.',
    },
  },
  examples: {
    valid: [
      { title: 'the marks in a string', code: "const page = '<!-- header -->';\nreturn page;" },
      { title: 'a countdown', code: 'let n = 3;\nwhile (n --> 0) { log(n); }' },
    ],
    invalid: [
      { title: 'an opening mark', code: 'const a = 1; <!-- hidden', reports: ['html'] },
      { title: 'a closing mark at the start of a line', code: 'const a = 1;\n--> hidden', reports: ['html'] },
    ],
  },
  create: (context) => ({
    end() {
      const { source, comments, report } = context;
      for (const { start, end } of comments) {
        if (start == null || end == null) continue;
        const mark = /^(<!--|-->)/.exec(source.slice(start, start + 4))?.[0];
        if (mark !== undefined) report({ messageId: 'html', at: { start, end }, data: { mark } });
      }
    },
  }),
});

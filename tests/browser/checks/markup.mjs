// The HTML of every file is valid: html-validate's standard, accessibility and document rules.

import { HtmlValidate, StaticConfigLoader } from 'html-validate';

const RULES = {
  root: true,
  extends: ['html-validate:standard', 'html-validate:a11y', 'html-validate:document'],
  rules: {
    // A list without bullets is no list to VoiceOver unless role="list" says so.
    'no-redundant-role': 'off',
    'prefer-native-element': ['error', { exclude: ['list'] }],
    // A hash on the own style and script guards against no one, and file:// knows no hashes.
    'require-sri': 'off',
  },
};

const validator = new HtmlValidate(new StaticConfigLoader(RULES));

export default {
  name: 'markup',
  about: 'valid HTML (html-validate)',
  pages: ({ site }) => site.pages,
  async run(page) {
    const report = await validator.validateString(page.html, page.path);
    const errors = report.results.flatMap((result) => result.messages).filter((message) => message.severity === 2);
    return errors.map((error) => ({
      what: `${error.ruleId}: ${error.message}`,
      where: `${error.line}:${error.column} ${error.selector ?? ''}`.trim(),
    }));
  },
};

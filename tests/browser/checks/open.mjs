// A page opened from file:// loads all it names, and neither the page nor its security policy complains.

export default {
  name: 'open',
  about: 'opens from file:// without a complaint',
  pages: ({ visited }) => [...visited],
  run: (page, { visit }) =>
    visit({ url: page.url }, async (opened) => {
      const away = opened.loaded.filter((answer) => !answer.url.startsWith('file:') && !answer.url.startsWith('data:'));
      return [
        ...opened.said.map((what) => ({ what })),
        ...away.map((answer) => ({ what: `asked the network for ${answer.url}` })),
      ];
    }),
};

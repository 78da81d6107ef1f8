const lookup = async (...names) => {
  for (const city of names) {
    try {
      return await callTool('weather:current', { city });
    } catch (e) {
      // try the next spelling
    }
  }
  throw new Error(`No weather for any of: ${names.join(', ')}`);
};

const a = await lookup('Sao Paulo', 'SAO PAULO', 'São Paulo');
const b = await lookup('Atlantis', 'El Dorado').catch((e) => e.message);
return [a.city, b];

async function safeGet(id: string): Promise<string> {
  try {
    const user: { name: string } = await callTool('users:get', { id });
    return user.name;
  } catch (error: unknown) {
    const message = error instanceof Error ? error.message : String(error);
    return `error: ${message}`;
  }
}

return await Promise.all<string>(['u_001', 'u_777'].map((id): Promise<string> => safeGet(id)));

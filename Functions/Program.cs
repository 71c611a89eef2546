using SocialWorkflows.Functions.CommandLine;

return await RootCommandLine.RunAsync(args);

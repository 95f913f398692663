using Placements.Api.CommandLine;

return await Verbs.Run(args);

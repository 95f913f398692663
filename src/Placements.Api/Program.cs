using Placements.Api.Hosting;

return await Verbs.Run(args);

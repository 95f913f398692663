global using Placements.Domain.Codes;
global using Placements.Domain.Journey;
global using Placements.Domain.Journey.Events;
global using static Placements.Tests.Domain.Life;
global using Xunit;

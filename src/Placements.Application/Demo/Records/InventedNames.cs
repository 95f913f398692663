using Placements.Domain.Journey.Events;

namespace Placements.Application.Demo.Records;

/// <summary>
/// Names of nobody. Given names are common ones; family names are put together from halves, so that they sound like names and are
/// not anybody's; firms say in their name that they are made up.
/// </summary>
internal static class InventedNames
{
    private static readonly string[] Boys =
    [
        "Aled",
        "Ben",
        "Bryn",
        "Callum",
        "Dafydd",
        "Dylan",
        "Emrys",
        "Ethan",
        "Gethin",
        "Harri",
        "Huw",
        "Ifan",
        "Jac",
        "Jake",
        "Leo",
        "Macsen",
        "Mason",
        "Morgan",
        "Noah",
        "Osian",
        "Owain",
        "Rhodri",
        "Rhys",
        "Ryan",
        "Steffan",
        "Tomos",
        "Twm",
        "Tyler",
    ];

    private static readonly string[] Girls =
    [
        "Alys",
        "Amelia",
        "Beca",
        "Carys",
        "Casi",
        "Catrin",
        "Chloe",
        "Efa",
        "Elin",
        "Ellie",
        "Erin",
        "Ffion",
        "Grace",
        "Gwen",
        "Heledd",
        "Isla",
        "Jade",
        "Lili",
        "Lowri",
        "Mali",
        "Megan",
        "Mia",
        "Nia",
        "Non",
        "Poppy",
        "Seren",
        "Sioned",
        "Tegan",
    ];

    private static readonly string[] FirstHalves =
    [
        "Aber",
        "Brith",
        "Cae",
        "Coed",
        "Derw",
        "Eryn",
        "Ffawn",
        "Garn",
        "Hafr",
        "Llwyn",
        "Marl",
        "Nant",
        "Pendr",
        "Quill",
        "Rhed",
        "Sarn",
        "Tarr",
        "Wern",
        "Yarr",
        "Thorn",
    ];

    private static readonly string[] SecondHalves =
    [
        "awen",
        "belton",
        "combry",
        "dolwin",
        "efyn",
        "fordell",
        "gilby",
        "hurley",
        "iston",
        "lowick",
        "menty",
        "norris",
        "ogan",
        "pardoe",
        "rhedyn",
        "stowell",
        "tegil",
        "unwyn",
        "wickham",
        "ystran",
    ];

    /// <summary>Birds and trees, as firms and homes like to be called.</summary>
    private static readonly string[] Things =
    [
        "Alarch",
        "Barcud",
        "Celyn",
        "Crehyr",
        "Dryw",
        "Eos",
        "Gwennol",
        "Gwylan",
        "Helyg",
        "Hebog",
        "Llinos",
        "Masarn",
        "Onnen",
        "Robin",
        "Tylluan",
        "Ywen",
    ];

    public static PersonName Child(DemoRandom random, bool boy, int family) =>
        new() { Given = random.Pick(boy ? Boys : Girls), Family = Family(family) };

    public static string Caseworker(int number) =>
        $"{(number % 3 == 0 ? Boys[number * 5 % Boys.Length] : Girls[number * 5 % Girls.Length])} {Family(9000 + (number * 37))}";

    public static string Firm(int number, string trade) => $"{Things[number % Things.Length]} {trade} (demo)";

    public static string House(int number) => $"Ty {Things[number % Things.Length]} {(number / Things.Length) + 1}";

    private static string Family(int number) =>
        FirstHalves[number % FirstHalves.Length] + SecondHalves[number * 7 / FirstHalves.Length % SecondHalves.Length];
}

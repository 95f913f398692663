Console.WriteLine("placements");
